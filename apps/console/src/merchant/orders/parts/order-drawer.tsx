import { orderRoutes } from '@sesame/contract/orders'
import { Typography } from 'antd'
import { AmountHead } from '../../../shared/amount-head.tsx'
import { useQueryOf } from '../../../shared/api.ts'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { PersonLink } from '../../../shared/person-link.tsx'
import { Section } from '../../../shared/section.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { OrderActions } from './order-actions.tsx'
import { OrderAttempts } from './order-attempts.tsx'
import { OrderEvents } from './order-events.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderRefunds } from './order-refunds.tsx'
import { OrderShipping } from './order-shipping.tsx'
import type { Order } from './order-types.ts'

/** An order on its way changes by itself: somebody pays, a channel gives back. */
const askAgain = ({ state }: { state: { data?: Order | undefined } }) =>
  state.data?.state === 'pending' || state.data?.state === 'refunding' ? 4000 : false

type OrderDrawerProps = { id: string | undefined; onClose: () => void }

/** Everything about one order, over whichever list it was opened from. */
export function OrderDrawer({ id, onClose }: OrderDrawerProps) {
  const text = useText('orders')
  const query = useQueryOf(
    orderRoutes.getOrder,
    { params: { orderId: id ?? '' } },
    { enabled: id !== undefined, refetchInterval: askAgain },
  )
  const order = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={order?.title ?? text('number')}
      aside={order && <StateTag kind="order" state={order.state} />}
      actions={order && <OrderActions order={order} />}
    >
      <Answered query={query}>{(answer) => <OrderBody order={answer} />}</Answered>
    </DetailDrawer>
  )
}

function OrderBody({ order }: { order: Order }) {
  const text = useText('orders')
  return (
    <>
      <AmountHead label={text('total')} fen={order.totalFen} subjects={subjectsOf(order, text('refunds'))} />
      <OrderFacts order={order} />
      <Section title={text('lines')}>
        <OrderLines order={order} />
      </Section>
      {order.shipping && (
        <Section title={text('shipping')}>
          <OrderShipping shipping={order.shipping} />
        </Section>
      )}
      {order.refunds.length > 0 && (
        <Section title={text('refunds')}>
          <OrderRefunds order={order} />
        </Section>
      )}
      <Section title={text('attempts')}>
        <OrderAttempts attempts={order.attempts} />
      </Section>
      <Section title={text('events')}>
        <OrderEvents events={order.events} />
      </Section>
    </>
  )
}

function subjectsOf(order: Order, refundWord: string) {
  return [
    { kind: 'order', id: order.id, name: order.number },
    ...order.refunds.map((refund) => ({
      kind: 'refund',
      id: refund.id,
      name: `${refundWord} ${refund.outRefundNo}`,
    })),
  ]
}

function OrderFacts({ order }: { order: Order }) {
  const text = useText('orders')
  const refunded = order.refundedFen > 0
  return (
    <Facts
      facts={[
        { label: text('number'), value: <Typography.Text copyable>{order.number}</Typography.Text> },
        {
          label: text('customer'),
          value: (
            <PersonLink
              id={order.customerId}
              name={order.customerName ?? text('walkIn')}
              mobile={order.customerMobile}
            />
          ),
        },
        { label: text('paid'), value: <Money fen={order.paidFen} /> },
        refunded && { label: text('refunded'), value: <Money fen={order.refundedFen} tone="refunded" /> },
        { label: text('tender'), value: order.tender ? text(`tender.${order.tender}`) : '–' },
        { label: text('source'), value: text(`source.${order.source}`) },
        { label: text('seller'), value: order.sellerName ?? '–' },
        order.storeName !== null && { label: text('store'), value: order.storeName },
        { label: text('createdAt'), value: <DateTime at={order.createdAt} show="second" /> },
        order.paidAt !== null && {
          label: text('paidAt'),
          value: <DateTime at={order.paidAt} show="second" />,
        },
        order.state === 'pending' && {
          label: text('expiresAt'),
          value: <DateTime at={order.expiresAt} show="second" />,
        },
      ]}
    />
  )
}
