import { useState } from 'react'
import type { ApiError } from '@sesame/contract/client.ts'
import { Input, View } from '@tarojs/components'
import { getStaff, loginStaff } from '../../api/staff'
import { Action } from '../../shared/action'
import { goInstead, say } from '../../shared/go'
import { Sheet } from '../../shared/sheet'
import { Shell } from '../../shared/shell'
import { useCommand } from '../../shared/use-command'

const words = {
  hint: '用在后台使用的登录名和密码',
  loginName: '登录名',
  password: '密码',
  login: '登录',
  choose: '进入哪一家？',
  mustChange: '首次登录请先到后台修改密码',
  mustSetUp: '你的角色要求两步验证，请先到后台设置',
  code: '动态验证码或恢复码',
}
type Choice = { id: string; name: string }

export default function StaffLogin() {
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [merchantId, setMerchantId] = useState<string>()
  const [secondFactor, setSecondFactor] = useState<string>()
  const [choices, setChoices] = useState<Choice[]>([])

  const login = useCommand(
    async (key) => {
      await loginStaff({ loginName, password, merchantId, secondFactor: secondFactor || undefined }, key)
      const staff = await getStaff()
      if (staff.mustChangePassword) say(words.mustChange)
      else if (staff.mustSetUpSecondFactor) say(words.mustSetUp)
      goInstead('staff/scan')
    },
    {
      about: JSON.stringify([loginName, password, merchantId, secondFactor]),
      refused: (problem) => {
        const found = choicesOf(problem)
        setChoices(found)
        const asksCode = problem.code === 'access.second_factor_needed'
        // A code is good once: the next try needs another.
        if (asksCode || secondFactor) setSecondFactor('')
        return found.length > 0 || asksCode
      },
    },
  )

  return (
    <Shell>
      <View className="soft small hint">{words.hint}</View>
      <Field
        placeholder={words.loginName}
        value={loginName}
        onChange={(typed) => setLoginName(typed.trim())}
      />
      <Field placeholder={words.password} value={password} onChange={setPassword} secret />
      {secondFactor !== undefined && (
        <Field
          placeholder={words.code}
          value={secondFactor}
          onChange={(typed) => setSecondFactor(typed.trim())}
        />
      )}
      <Action
        off={loginName === '' || password === '' || secondFactor === ''}
        busy={login.busy}
        onPress={login.run}
      >
        {words.login}
      </Action>
      <Sheet title={words.choose} open={choices.length > 0} onClose={() => setChoices([])}>
        {choices.map((choice) => (
          <View key={choice.id} className="row" ariaRole="button" onClick={() => setMerchantId(choice.id)}>
            <View className="grow">{choice.name}</View>
            {choice.id === merchantId && <View className="tag tone-primary">✓</View>}
          </View>
        ))}
        <Action off={merchantId === undefined} busy={login.busy} onPress={login.run}>
          {words.login}
        </Action>
      </Sheet>
    </Shell>
  )
}

type FieldProps = { placeholder: string; value: string; onChange: (typed: string) => void; secret?: boolean }

function Field({ placeholder, value, onChange, secret = false }: FieldProps) {
  return (
    <View className="field">
      <Input
        className="field-input"
        password={secret}
        placeholder={placeholder}
        value={value}
        onInput={(event) => onChange(event.detail.value)}
      />
    </View>
  )
}

/** A person with several merchants is asked which one; the refusal names them. */
function choicesOf(problem: ApiError): Choice[] {
  const { merchants } = problem.details
  return problem.code === 'access.choose_merchant' && Array.isArray(merchants) ? (merchants as Choice[]) : []
}
