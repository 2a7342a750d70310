import type { Deal } from '@sesame/contract/orders'
import type { Static } from '@sesame/contract/schema'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'

type Row = Static<typeof Deal>

export function useDealColumns(): Column<Row>[] {
  const text = useText('orders')
  return [
    {
      key: 'title',
      title: text('title'),
      phone: 'heading',
      render: (row) => row.title,
      exported: (row) => row.title,
    },
    {
      key: 'number',
      title: text('number'),
      render: (row) => row.orderNumber,
      exported: (row) => row.orderNumber,
    },
    {
      key: 'customer',
      title: text('customer'),
      render: (row) => row.customerName ?? text('walkIn'),
      exported: (row) => row.customerName,
    },
    {
      key: 'amount',
      title: text('total'),
      align: 'right',
      phone: 'corner',
      render: (row) => <Money fen={row.amountFen} />,
      exported: (row) => yuanText(row.amountFen).replaceAll(',', ''),
    },
    {
      key: 'tender',
      title: text('tender'),
      render: (row) => text(`tender.${row.tender}`),
      exported: (row) => text(`tender.${row.tender}`),
    },
    {
      key: 'seller',
      title: text('seller'),
      render: (row) => row.sellerName ?? '–',
      exported: (row) => row.sellerName,
    },
    {
      key: 'store',
      title: text('store'),
      phone: 'hidden',
      render: (row) => row.storeName ?? '–',
      exported: (row) => row.storeName,
    },
    {
      key: 'at',
      title: text('dealAt'),
      render: (row) => <DateTime at={row.at} />,
      exported: (row) => timeText(row.at, 'second'),
    },
  ]
}
