import { useState } from 'react'
import { View } from '@tarojs/components'
import { redeem } from '../../api/staff'
import type { Use } from '../../api/types'
import { Action } from '../../shared/action'
import { OpenCardFace } from '../../shared/card-face'
import { yuanText } from '../../shared/figures'
import { confirm, goBack, goInstead } from '../../shared/go'
import { Empty } from '../../shared/notices'
import { Shell } from '../../shared/shell'
import { useCommand } from '../../shared/use-command'
import { lastReading, rememberOutcome, type Reading } from '../reading'
import { ChooseUse } from './choose-use'
import './index.scss'

const words = {
  none: '请重新扫码',
  back: '去扫码',
  confirm: '确认核销',
  action: '核销',
  notActive: '这张卡现在不能用',
}

export default function Redeem() {
  const [reading] = useState(lastReading)
  if (reading === undefined) {
    return (
      <Empty title={words.none} icon="scan">
        <Action small onPress={() => goBack('me')}>
          {words.back}
        </Action>
      </Empty>
    )
  }
  return <Choosing reading={reading} />
}

function Choosing({ reading }: { reading: Reading }) {
  const { card, code } = reading
  const [use, setUse] = useState<Use>()
  const deed = useCommand(
    async (key) => {
      if (use === undefined) return
      rememberOutcome(await redeem({ code, use }, key))
      goInstead('staff/result')
    },
    { about: JSON.stringify(use) },
  )

  async function askAndRedeem() {
    if (use === undefined) return
    if (
      await confirm(
        words.confirm,
        `${card.customerName} ${card.typeName}\n${wordsOf(use, reading)}`,
        words.action,
      )
    ) {
      await deed.run()
    }
  }

  const foot = (
    <Action className="foot-grow" off={use === undefined} busy={deed.busy} onPress={askAndRedeem}>
      {use === undefined ? words.action : `${words.action} ${wordsOf(use, reading)}`}
    </Action>
  )
  return (
    <Shell foot={foot}>
      <OpenCardFace card={card} />
      <View className="soft small redeem-holder">
        {card.customerName} · {card.customerMobile}
      </View>
      {card.state === 'active' ? (
        <ChooseUse card={card} use={use} onChoose={setUse} />
      ) : (
        <Empty title={words.notActive} icon="warning" />
      )}
    </Shell>
  )
}

function wordsOf(use: Use, { card }: Reading): string {
  if (use.kind === 'value') return `¥${yuanText(use.amountFen)}`
  const holding = card.holdings.find((one) => one.productId === use.productId)
  return `${holding?.productName ?? ''} × ${use.visits}`
}
