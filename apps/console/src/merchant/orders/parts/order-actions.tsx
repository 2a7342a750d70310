import { orderRoutes } from '@sesame/contract/orders'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Order } from './order-types.ts'
import { RefundOrder } from './refund-order.tsx'
import { ShipOrder } from './ship-order.tsx'

const shippable = ['paid', 'fulfilled', 'completed'] as const satisfies Order['state'][]
const refundable = ['paid', 'fulfilled', 'completed', 'refunding'] as const satisfies Order['state'][]

/** What may be done with the order as it is, by who is logged in. */
export function OrderActions({ order }: { order: Order }) {
  const { can } = useSession('merchant')
  const open = refundable.some((state) => state === order.state) && order.paidFen > order.refundedFen
  // Use of a card is undone at the redemption, not refunded.
  const isSale = order.source === 'customer-app' || order.source === 'counter'
  const mayRefund = open && isSale && can('refund.request') && (order.tender !== 'cash' || can('refund.cash'))
  const { shipping } = order
  const maySend = shippable.some((state) => state === order.state) && can('order.ship')
  return (
    <>
      {order.state === 'pending' && can('order.close') && <CloseOrder order={order} />}
      {shipping?.correctable && maySend && <ShipOrder order={order} shipping={shipping} />}
      {mayRefund && <RefundOrder order={order} />}
    </>
  )
}

function CloseOrder({ order }: { order: Order }) {
  const text = useText('orders')
  const notice = useNotice()
  const close = useCommand(orderRoutes.closeOrder, { quiet: true })
  const [reason, setReason] = useState('')
  const send = async () => {
    await close.send({ params: { orderId: order.id }, body: { reason: reason.trim() } })
    notice.done(text('close.done'))
  }
  return (
    <ConfirmButton
      label={text('close')}
      title={text('close.title')}
      hint={text('close.hint')}
      facts={[
        { label: text('number'), value: order.number },
        { label: text('total'), value: <Money fen={order.totalFen} />, strong: true },
      ]}
      danger
      ready={reason.trim() !== ''}
      onConfirm={send}
    >
      <ReasonField
        label={text('reason')}
        placeholder={text('reason.placeholder')}
        value={reason}
        onChange={setReason}
        suggestions={[text('reason.close.1'), text('reason.close.2')]}
      />
    </ConfirmButton>
  )
}
