import { refundRoutes } from '@sesame/contract/refunds'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Order, Refund } from './order-types.ts'

/** What a refund takes back, by the kinds of the order's lines. */
function useTaken(order: Order): string {
  const text = useText('orders')
  const kinds = new Set(order.lines.map((line) => line.kind))
  const taken = [
    kinds.has('card-open') && text('refund.takes.card'),
    kinds.has('card-recharge') && text('refund.takes.recharge'),
    (kinds.has('goods') || kinds.has('visit')) && text('refund.takes.goods'),
  ]
  return taken.filter(Boolean).join(' · ')
}

/** The whole of what was paid goes back; asks for a reason and says the numbers. */
export function RefundOrder({ order }: { order: Order }) {
  const text = useText('orders')
  const notice = useNotice()
  const refund = useCommand(refundRoutes.refundOrder, { quiet: true })
  const [reason, setReason] = useState('')
  const taken = useTaken(order)
  const amount = order.paidFen - order.refundedFen
  const send = async () => {
    await refund.send({ params: { orderId: order.id }, body: { reason: reason.trim() } })
    notice.done(text('refund.done'))
  }
  return (
    <ConfirmButton
      label={text('refund')}
      title={text('refund.title', { amount: `¥${yuanText(amount)}` })}
      hint={text('refund.hint')}
      danger
      ready={reason.trim() !== ''}
      facts={[
        { label: text('refund.amount'), value: <Money fen={amount} tone="refunded" />, strong: true },
        { label: text('refund.back'), value: order.tender ? text(`tender.${order.tender}`) : '–' },
        taken !== '' && { label: text('refund.takes'), value: taken },
      ]}
      onConfirm={send}
    >
      <ReasonField
        label={text('reason')}
        placeholder={text('reason.placeholder')}
        value={reason}
        onChange={setReason}
        suggestions={[text('reason.refund.1'), text('reason.refund.2'), text('reason.refund.3')]}
      />
    </ConfirmButton>
  )
}

/** The same refund once more, when the channel could not make it. */
export function RetryRefund({ order, refund }: { order: Order; refund: Refund }) {
  const text = useText('orders')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const again = useCommand(refundRoutes.retryRefund, { quiet: true })
  if (!can('refund.request')) return null
  const send = async () => {
    await again.send({ params: { refundId: refund.id } })
    notice.done(text('refund.done'))
  }
  return (
    <ConfirmButton
      label={text('refund.retry')}
      title={text('refund.retry.title', { amount: `¥${yuanText(refund.amountFen)}` })}
      hint={text('refund.retry.hint')}
      facts={[
        { label: text('refund.amount'), value: <Money fen={refund.amountFen} />, strong: true },
        { label: text('refund.back'), value: order.tender ? text(`tender.${order.tender}`) : '–' },
        refund.problem !== null && { label: text('reason'), value: refund.problem },
      ]}
      onConfirm={send}
    />
  )
}
