import { Link } from '@tanstack/react-router'
import { Alert, Flex, Typography } from 'antd'
import { DateTime } from '../../../shared/date-time.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { Takings } from '../../refunds/parts/takings.tsx'
import type { Order, Refund } from './order-types.ts'
import { RetryRefund } from './refund-order.tsx'

export function OrderRefunds({ order }: { order: Order }) {
  return (
    <div role="list">
      {order.refunds.map((refund) => (
        <div key={refund.id} role="listitem" className="sesame-more-row">
          <OneRefund order={order} refund={refund} />
        </div>
      ))}
    </div>
  )
}

function OneRefund({ order, refund }: { order: Order; refund: Refund }) {
  const text = useText('orders')
  const stuck = refund.state === 'abnormal' || refund.state === 'closed'
  return (
    <Flex vertical gap={4}>
      <Flex justify="space-between" gap={8}>
        <Flex gap={8} align="center" wrap>
          <StateTag kind="refund" state={refund.state} />
          {refund.reason || text(`cause.${refund.cause}`)}
        </Flex>
        <Money fen={refund.amountFen} tone="refunded" />
      </Flex>
      <Typography.Text type="secondary" style={{ fontSize: 12, overflowWrap: 'anywhere' }}>
        <Link to={`/m/refunds/${refund.id}` as never}>{refund.outRefundNo}</Link> ·{' '}
        <DateTime at={refund.succeededAt ?? refund.createdAt} show="second" />
      </Typography.Text>
      {refund.takings.some(({ kind }) => kind !== 'whole') && <Takings takings={refund.takings} />}
      {refund.problem && <Alert type={stuck ? 'error' : 'warning'} title={refund.problem} showIcon />}
      {stuck && (
        <Flex justify="flex-end">
          <RetryRefund tender={order.tender} refund={refund} />
        </Flex>
      )}
    </Flex>
  )
}
