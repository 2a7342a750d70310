import { Typography } from 'antd'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { visitsUsed, type Redemption } from './redemption-types.ts'

export function useRedemptionColumns(): Column<Redemption>[] {
  const text = useText('redemptions')
  const states = useText('states')
  const whatOf = (row: Redemption) => row.productName ?? (row.note || text('value'))
  return [
    { key: 'what', title: text('what'), phone: 'heading', render: whatOf, exported: whatOf },
    {
      key: 'used',
      title: text('used'),
      align: 'right',
      phone: 'corner',
      render: (row) =>
        visitsUsed(row) > 0 ? text('times', { count: visitsUsed(row) }) : <Money fen={row.amountFen} />,
      exported: (row) => (visitsUsed(row) > 0 ? visitsUsed(row) : yuanText(row.amountFen)),
    },
    {
      key: 'customer',
      title: text('customer'),
      render: (row) => (
        <>
          {row.customerName} <Typography.Text type="secondary">{row.customerMobile}</Typography.Text>
        </>
      ),
      exported: (row) => row.customerName,
    },
    {
      key: 'card',
      title: text('card'),
      phone: 'hidden',
      render: (row) => row.cardNumber,
      exported: (row) => row.cardNumber,
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="redemption" state={row.state} />,
      exported: (row) => states(`redemption.${row.state}`),
    },
    {
      key: 'earned',
      title: text('earned'),
      align: 'right',
      render: (row) => <Money fen={row.earnedFen} tone="released" />,
      exported: (row) => yuanText(row.earnedFen).replaceAll(',', ''),
    },
    { key: 'staff', title: text('staff'), render: (row) => row.staffName, exported: (row) => row.staffName },
    {
      key: 'store',
      title: text('store'),
      phone: 'hidden',
      render: (row) => row.storeName ?? '–',
      exported: (row) => row.storeName,
    },
    {
      key: 'at',
      title: text('at'),
      render: (row) => <DateTime at={row.at} />,
      exported: (row) => timeText(row.at, 'second'),
    },
  ]
}
