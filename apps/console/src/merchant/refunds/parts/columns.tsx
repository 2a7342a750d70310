import type { RefundSummary } from '@sesame/contract/refunds'
import type { Static } from '@sesame/contract/schema'
import { Typography } from 'antd'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

type Row = Static<typeof RefundSummary>

export function useRefundColumns(): Column<Row>[] {
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
      key: 'customer',
      title: text('customer'),
      render: (row) => row.customerName ?? orders('walkIn'),
      exported: (row) => row.customerName,
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
      key: 'tender',
      title: text('tender'),
      render: (row) => (row.tender ? orders(`tender.${row.tender}`) : '–'),
      exported: (row) => row.tender && orders(`tender.${row.tender}`),
    },
    {
      key: 'order',
      title: text('order'),
      render: (row) => row.orderNumber,
      exported: (row) => row.orderNumber,
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      render: (row) => <DateTime at={row.createdAt} />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
    ...exportedOnly(text, orders),
  ]
}

function exportedOnly(
  text: ReturnType<typeof useText<'refunds'>>,
  orders: ReturnType<typeof useText<'orders'>>,
): Column<Row>[] {
  const only = (key: string, title: string, exported: (row: Row) => string | null): Column<Row> => ({
    key,
    title,
    hidden: true,
    render: () => null,
    exported,
  })
  return [
    only('cause', text('cause'), (row) => orders(`cause.${row.cause}`)),
    only('number', text('number'), (row) => row.outRefundNo),
    only('requestedBy', text('requestedBy'), (row) => row.requestedByName),
    only('succeededAt', text('succeededAt'), (row) => row.succeededAt && timeText(row.succeededAt, 'second')),
  ]
}

/** What went wrong stands below the reason, where the eye already is. */
function Reason({ refund }: { refund: Row }) {
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
