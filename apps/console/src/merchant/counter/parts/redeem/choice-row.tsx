import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Input, Typography } from 'antd'
import { MoneyInput } from '../../../../shared/money-input.tsx'
import { yuanText } from '../../../../shared/money.ts'
import { useText } from '../../../../shared/text.ts'
import type { Choice } from './choices.ts'

type ChoiceRowProps = {
  choice: Choice
  chosen: boolean
  onChoose: () => void
  visits: number
  onVisits: (visits: number) => void
  amountFen: number | null
  onAmount: (amountFen: number | null) => void
  note: string
  onNote: (note: string) => void
}

/** One thing that can be used; chosen, it asks how much of it. */
export function ChoiceRow(props: ChoiceRowProps) {
  const { choice, chosen, onChoose } = props
  const text = useText('counter')
  return (
    <div className={chosen ? 'counter-choice counter-choice-chosen' : 'counter-choice'}>
      <div
        role="radio"
        aria-checked={chosen}
        tabIndex={chosen ? 0 : -1}
        className="counter-choice-head"
        onClick={onChoose}
      >
        <strong>{choice.kind === 'visits' ? choice.holding.productName : text('redeem.value')}</strong>
        <span>
          <Left choice={choice} />
        </span>
      </div>
      {chosen && (choice.kind === 'visits' ? <Visits {...props} left={choice.left} /> : <Value {...props} />)}
    </div>
  )
}

function Left({ choice }: { choice: Choice }) {
  const text = useText('counter')
  if (choice.kind === 'value')
    return <>{text('redeem.value.left', { amount: `¥${yuanText(choice.leftFen)}` })}</>
  const { holding, left } = choice
  return (
    <>
      {text('redeem.left', { count: left, unit: holding.unit })}
      {holding.giftVisitsLeft > 0 && (
        <Typography.Text type="secondary" style={{ marginInlineStart: 8 }}>
          {text('redeem.gift', { count: holding.giftVisitsLeft })}
        </Typography.Text>
      )}
    </>
  )
}

function Visits({ visits, onVisits, left }: ChoiceRowProps & { left: number }) {
  const text = useText('counter')
  return (
    <Flex align="center" justify="space-between" gap={8} style={{ marginTop: 10 }}>
      <Typography.Text type="secondary">{text('redeem.visits')}</Typography.Text>
      <Flex align="center" gap={8}>
        <Button
          icon={<MinusOutlined />}
          aria-label={text('cart.less')}
          disabled={visits <= 1}
          onClick={() => onVisits(visits - 1)}
        />
        <span className="counter-visits" aria-live="polite">
          {visits}
        </span>
        <Button
          icon={<PlusOutlined />}
          aria-label={text('cart.more')}
          disabled={visits >= left}
          onClick={() => onVisits(visits + 1)}
        />
      </Flex>
    </Flex>
  )
}

function Value({ amountFen, onAmount, note, onNote }: ChoiceRowProps) {
  const text = useText('counter')
  return (
    <Flex gap={8} wrap style={{ marginTop: 10 }} data-counter-keys="">
      <div style={{ flex: '1 1 140px' }}>
        <MoneyInput
          autoFocus
          value={amountFen}
          onChange={onAmount}
          placeholder={text('redeem.amount')}
          aria-label={text('redeem.amount')}
        />
      </div>
      <Input
        style={{ flex: '2 1 180px' }}
        value={note}
        maxLength={60}
        autoComplete="off"
        placeholder={text('redeem.note')}
        aria-label={text('redeem.note')}
        onChange={(event) => onNote(event.target.value)}
      />
    </Flex>
  )
}
