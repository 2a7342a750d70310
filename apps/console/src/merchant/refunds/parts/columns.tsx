import { Typography } from 'antd'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { Refund } from '../../orders/parts/order-types.ts'

export function useRefundColumns(): Column<Refund>[] {
  const text = useText('refunds')
  const orders = useText('orders')
  const states = useText('states')
  return [
    {
      key: 'reason',
      title: text('reason'),
      phone: 'heading',
      render: (row) => <Reason refund={row} />,
      exported: (row) => row.reason,
    },
    {
      key: 'cause',
      title: text('cause'),
      phone: 'hidden',
      render: (row) => orders(`cause.${row.cause}`),
      exported: (row) => orders(`cause.${row.cause}`),
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="refund" state={row.state} />,
      exported: (row) => states(`refund.${row.state}`),
    },
    {
      key: 'amount',
      title: text('amount'),
      align: 'right',
      phone: 'corner',
      render: (row) => <Money fen={row.amountFen} />,
      exported: (row) => yuanText(row.amountFen).replaceAll(',', ''),
    },
    {
      key: 'order',
      title: text('order'),
      render: (row) => row.orderNumber,
      exported: (row) => row.orderNumber,
    },
    {
      key: 'number',
      title: text('number'),
      phone: 'hidden',
      render: (row) => row.outRefundNo,
      exported: (row) => row.outRefundNo,
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      render: (row) => <DateTime at={row.createdAt} />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
    {
      key: 'succeededAt',
      title: text('succeededAt'),
      render: (row) => <DateTime at={row.succeededAt} />,
      exported: (row) => row.succeededAt && timeText(row.succeededAt, 'second'),
    },
  ]
}

/** What went wrong stands below the reason, where the eye already is. */
function Reason({ refund }: { refund: Refund }) {
  const orders = useText('orders')
  return (
    <div style={{ maxWidth: 320 }}>
      {refund.reason || orders(`cause.${refund.cause}`)}
      {refund.problem && (
        <Typography.Text type="danger" style={{ display: 'block', fontSize: 12, fontWeight: 400 }}>
          {refund.problem}
        </Typography.Text>
      )}
    </div>
  )
}
