import { Typography } from 'antd'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { PayoutRow } from './payout-types.ts'

export function usePayoutColumns(): Column<PayoutRow>[] {
  const text = useText('payouts')
  const states = useText('states')
  return [
    {
      key: 'payee',
      title: text('payee'),
      phone: 'heading',
      render: (row) => <Payee payout={row} />,
      exported: (row) => row.staffName,
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
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="payout" state={row.state} />,
      exported: (row) => states(`payout.${row.state}`),
    },
    {
      key: 'provider',
      title: text('provider'),
      render: (row) => text(`provider.${row.provider}`),
      exported: (row) => text(`provider.${row.provider}`),
    },
    { key: 'remark', title: text('remark'), render: (row) => row.remark, exported: (row) => row.remark },
    {
      key: 'requestedBy',
      title: text('requestedBy'),
      render: (row) => row.requestedBy,
      exported: (row) => row.requestedBy,
    },
    {
      key: 'approvedBy',
      title: text('approvedBy'),
      phone: 'hidden',
      render: (row) => row.approvedBy ?? '–',
      exported: (row) => row.approvedBy,
    },
    {
      key: 'number',
      title: text('number'),
      hidden: true,
      render: (row) => row.outBillNo,
      exported: (row) => row.outBillNo,
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      render: (row) => <DateTime at={row.createdAt} />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
    {
      key: 'endedAt',
      title: text('endedAt'),
      phone: 'hidden',
      render: (row) => <DateTime at={row.endedAt} />,
      exported: (row) => row.endedAt && timeText(row.endedAt, 'second'),
    },
  ]
}

/** What went wrong stands below the name, where the eye already is. */
function Payee({ payout }: { payout: PayoutRow }) {
  return (
    <div style={{ maxWidth: 260 }}>
      {payout.staffName}
      {payout.problem && (
        <Typography.Text type="danger" style={{ display: 'block', fontSize: 12, fontWeight: 400 }}>
          {payout.problem}
        </Typography.Text>
      )}
    </div>
  )
}
