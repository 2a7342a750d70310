import { useState } from 'react'
import { Input, Text, View } from '@tarojs/components'
import type { Card, Use } from '../../api/types'
import { fenOf } from '../../shared/figures'
import { Money } from '../../shared/money'
import { Stepper } from '../../shared/stepper'

const words = {
  visits: '用次数',
  value: '用储值',
  left: '余',
  amount: '金额',
  tooMuch: '超过余额',
  wrong: '请输入正确的金额',
}
type Props = { card: Card; use: Use | undefined; onChoose: (use: Use | undefined) => void }

export function ChooseUse({ card, use, onChoose }: Props) {
  const valueFen = card.valuePrincipalFen + card.bonusFen
  return (
    <View>
      {card.holdings.length > 0 && (
        <View className="panel">
          <View className="panel-title">{words.visits}</View>
          {card.holdings.map((holding) => (
            <VisitRow key={holding.productId} holding={holding} use={use} onChoose={onChoose} />
          ))}
        </View>
      )}
      {valueFen > 0 && (
        <ValuePanel key={use?.kind === 'visits' ? 'idle' : 'used'} valueFen={valueFen} onChoose={onChoose} />
      )}
    </View>
  )
}

type RowProps = {
  holding: Card['holdings'][number]
  use: Use | undefined
  onChoose: (use: Use | undefined) => void
}

function VisitRow({ holding, use, onChoose }: RowProps) {
  const { productId, productName } = holding
  const left = holding.visitsLeft + holding.giftVisitsLeft
  const visits = use?.kind === 'visits' && use.productId === productId ? use.visits : 0
  return (
    <View
      className={`row use ${left === 0 ? 'use-off' : ''} ${visits > 0 ? 'use-on' : ''}`}
      ariaRole="radio"
      ariaLabel={productName}
      onClick={() => left > 0 && visits === 0 && onChoose({ kind: 'visits', productId, visits: 1 })}
    >
      <View className="grow">
        <View>{productName}</View>
        <View className="soft small">
          {words.left} {left}
        </View>
      </View>
      {visits > 0 && (
        <Stepper
          count={visits}
          most={left}
          onChange={(count) => onChoose({ kind: 'visits', productId, visits: count })}
        />
      )}
    </View>
  )
}

function ValuePanel({ valueFen, onChoose }: { valueFen: number; onChoose: (use: Use | undefined) => void }) {
  const [typed, setTyped] = useState('')
  const amountFen = fenOf(typed)
  const problem = typed === '' ? '' : problemOf(amountFen, valueFen)

  function type(text: string) {
    setTyped(text)
    const amount = fenOf(text)
    const good = amount !== undefined && problemOf(amount, valueFen) === ''
    onChoose(good ? { kind: 'value', amountFen: amount } : undefined)
  }

  return (
    <View className="panel">
      <View className="panel-title">{words.value}</View>
      <View className="soft small">
        {words.left} <Money amountFen={valueFen} size={13} />
      </View>
      <View className="field gap">
        <Text>¥</Text>
        <Input
          className="field-input figures"
          type="digit"
          maxlength={11}
          placeholder={words.amount}
          value={typed}
          onInput={(event) => type(event.detail.value)}
        />
      </View>
      {problem !== '' && <View className="small use-problem">{problem}</View>}
    </View>
  )
}

function problemOf(amountFen: number | undefined, valueFen: number): string {
  if (amountFen === undefined || amountFen === 0) return words.wrong
  return amountFen > valueFen ? words.tooMuch : ''
}
