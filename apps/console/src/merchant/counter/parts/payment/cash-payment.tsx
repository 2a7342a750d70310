import { orderRoutes } from '@sesame/contract/orders'
import { Alert, Button, Flex, Typography } from 'antd'
import { useState, type FormEvent } from 'react'
import { useCommand } from '../../../../shared/api.ts'
import { MoneyInput } from '../../../../shared/money-input.tsx'
import { Money } from '../../../../shared/money-text.tsx'
import { yuanText } from '../../../../shared/money.ts'
import { useProblem } from '../../../../shared/notice.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'

type CashPaymentProps = { order: Order; onPaid: (order: Order, givenFen?: number) => void }

const yuanFen = 100
/** Notes people hand over for an amount: exactly it, and the next round sums. */
function notesFor(dueFen: number): number[] {
  const rounds = [10, 20, 50, 100, 200, 500].map(
    (yuan) => Math.ceil(dueFen / (yuan * yuanFen)) * yuan * yuanFen,
  )
  return [...new Set([dueFen, ...rounds])].toSorted((a, b) => a - b).slice(0, 5)
}

const selectAll = ({ target }: { target: EventTarget }) => {
  if (target instanceof HTMLInputElement) target.select()
}

/** Asks what was handed over and says the change; Enter takes it. */
export function CashPayment({ order, onPaid }: CashPaymentProps) {
  const text = useText('counter')
  const problemOf = useProblem()
  const take = useCommand(orderRoutes.takePayment, { quiet: true })
  const due = order.totalFen
  const [givenFen, setGivenFen] = useState<number | null>(due)
  const given = givenFen ?? 0
  const enough = given >= due

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!enough) return
    const sent = take.send({ params: { orderId: order.id }, body: { tender: 'cash' } })
    void sent.then((answer) => onPaid(answer.order, given)).catch(() => undefined)
  }
  return (
    <form onSubmit={submit}>
      <Flex vertical gap={12}>
        {/* What stands there is replaced by what is typed. */}
        <label onFocus={selectAll}>
          <Typography.Text type="secondary">{text('pay.cash.given')}</Typography.Text>
          <MoneyInput autoFocus size="large" value={givenFen} onChange={setGivenFen} />
        </label>
        <Flex gap={8} wrap>
          {notesFor(due).map((note) => (
            <Button key={note} size="small" onClick={() => setGivenFen(note)}>
              ¥{yuanText(note).replace(/\.00$/, '')}
            </Button>
          ))}
        </Flex>
        <Flex justify="space-between" align="center" className="counter-change">
          <span>{text('pay.cash.change')}</span>
          {enough ? (
            <Money fen={given - due} size="figure" tone="own" />
          ) : (
            <Typography.Text type="danger">
              {text('pay.cash.short', { amount: `¥${yuanText(due - given)}` })}
            </Typography.Text>
          )}
        </Flex>
        {take.error && <Alert type="error" showIcon title={problemOf(take.error).message} />}
        <Button type="primary" size="large" block htmlType="submit" loading={take.sending} disabled={!enough}>
          {text('pay.cash.confirm', { amount: `¥${yuanText(due)}` })}
        </Button>
        <Typography.Text type="secondary" style={{ fontSize: 12, textAlign: 'center' }}>
          {text('pay.cash.hint')}
        </Typography.Text>
      </Flex>
    </form>
  )
}
