import { useState } from 'react'
import { Input, View } from '@tarojs/components'
import { getStaff, logoutStaff, readCode } from '../../api/staff'
import { newKey } from '../../api/key'
import type { Staff } from '../../api/types'
import { canScan, digitsInput, scan } from '../../platform'
import { Action } from '../../shared/action'
import { confirm, go, goTab, say } from '../../shared/go'
import { Icon } from '../../shared/icon'
import { SignInFirst } from '../../shared/notices'
import { Answer, Shell } from '../../shared/shell'
import { useAsked } from '../../shared/use-asked'
import { useCommand } from '../../shared/use-command'
import { useSignedIn } from '../../shared/use-signed-in'
import { rememberReading } from '../reading'
import './index.scss'

const words = {
  scan: '扫一扫',
  scanHint: '扫用户的卡码',
  or: '或输入卡码',
  code: '16 位数字',
  read: '查卡',
  today: '今日核销',
  leave: '退出员工账号',
  leaveHint: '退出后要重新输入密码。',
  notCode: '这不是卡码：卡码是 16 位数字',
}

export default function Scan() {
  const signedIn = useSignedIn('staff')
  if (signedIn) return <Counter />
  return (
    <Shell>
      <SignInFirst who="staff" />
    </Shell>
  )
}

function Counter() {
  const staff = useAsked(getStaff, [])
  return (
    <Answer asked={staff} who="staff">
      {(person) => <Ready staff={person} />}
    </Answer>
  )
}

function Ready({ staff }: { staff: Staff }) {
  const [typed, setTyped] = useState('')

  async function open(text: string, key: string) {
    const code = text.replace(/\s/g, '')
    if (!/^\d{16}$/.test(code)) return say(words.notCode)
    const { card, redeemUntil } = await readCode(code, key)
    rememberReading({ code, card, redeemUntil })
    setTyped('')
    go('staff/redeem')
  }
  const read = useCommand((key) => open(typed, key), { about: typed })
  const look = useCommand(async (key) => {
    const seen = await scan().catch(() => '')
    if (seen !== '') await open(seen, key)
  })

  async function leave() {
    if (!(await confirm(words.leave, words.leaveHint, words.leave))) return
    await logoutStaff(newKey()).catch(() => undefined)
    goTab('me')
  }

  return (
    <Shell>
      <View className="title">{staff.merchant.name}</View>
      <View className="soft small">{staff.name}</View>
      {canScan && (
        <View className="scan" ariaRole="button" onClick={() => void look.run()}>
          <View className="scan-icon">
            <Icon name="scan" size="fill" />
          </View>
          <View className="scan-word">{words.scan}</View>
          <View className="small">{words.scanHint}</View>
        </View>
      )}
      {canScan && <View className="soft small centre">{words.or}</View>}
      <View className="field gap">
        <Input
          className="field-input figures"
          type={digitsInput}
          maxlength={19}
          placeholder={words.code}
          value={typed}
          onInput={(event) => setTyped(event.detail.value)}
          onConfirm={() => void read.run()}
        />
        <Action small off={typed === ''} busy={read.busy} onPress={read.run}>
          {words.read}
        </Action>
      </View>
      <Action look="second" onPress={() => go('staff/today')}>
        {words.today}
      </Action>
      <Action look="quiet" onPress={leave}>
        {words.leave}
      </Action>
    </Shell>
  )
}
