import type { OrderSummary } from '@sesame/contract/orders'
import type { Static } from '@sesame/contract/schema'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

type Row = Static<typeof OrderSummary>

export function useOrderColumns(): Column<Row>[] {
  const text = useText('orders')
  const states = useText('states')
  return [
    {
      key: 'title',
      title: text('title'),
      phone: 'heading',
      render: (row) => row.title,
      exported: (row) => row.title,
    },
    { key: 'number', title: text('number'), render: (row) => row.number, exported: (row) => row.number },
    {
      key: 'customer',
      title: text('customer'),
      render: (row) =>
        row.customerName ? `${row.customerName} ${row.customerMobile ?? ''}` : text('walkIn'),
      exported: (row) => row.customerName,
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="order" state={row.state} />,
      exported: (row) => states(`order.${row.state}`),
    },
    {
      key: 'total',
      title: text('total'),
      align: 'right',
      phone: 'corner',
      render: (row) => <Money fen={row.totalFen} />,
      exported: (row) => yuanText(row.totalFen).replaceAll(',', ''),
    },
    {
      key: 'tender',
      title: text('tender'),
      render: (row) => (row.tender ? text(`tender.${row.tender}`) : '–'),
      exported: (row) => (row.tender ? text(`tender.${row.tender}`) : ''),
    },
    {
      key: 'seller',
      title: text('seller'),
      phone: 'hidden',
      render: (row) => row.sellerName ?? '–',
      exported: (row) => row.sellerName,
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      render: (row) => <DateTime at={row.createdAt} />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
  ]
}
