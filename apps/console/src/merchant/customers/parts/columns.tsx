import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'
import type { Customer } from './customer-types.ts'

export function useCustomerColumns(): Column<Customer>[] {
  const text = useText('customers')
  return [
    {
      key: 'name',
      title: text('name'),
      phone: 'heading',
      render: (row) => row.name,
      exported: (row) => row.name,
    },
    {
      key: 'mobile',
      title: text('mobile'),
      phone: 'corner',
      render: (row) => row.mobile,
      exported: (row) => row.mobile,
    },
    {
      key: 'cards',
      title: text('cards'),
      align: 'right',
      render: (row) => row.cards,
      exported: (row) => row.cards,
    },
    {
      key: 'orders',
      title: text('orders'),
      align: 'right',
      render: (row) => row.orders,
      exported: (row) => row.orders,
    },
    {
      key: 'paid',
      title: text('paid'),
      align: 'right',
      render: (row) => <Money fen={row.paidFen} />,
      exported: (row) => yuanText(row.paidFen).replaceAll(',', ''),
    },
    {
      key: 'note',
      title: text('note'),
      phone: 'hidden',
      render: (row) => <span style={{ display: 'block', maxWidth: 260 }}>{row.note || '–'}</span>,
      exported: (row) => row.note,
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      phone: 'hidden',
      render: (row) => <DateTime at={row.createdAt} show="day" />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
  ]
}
