import { Typography } from 'antd'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { Payable } from './payable-types.ts'
import { ReviewPayable } from './review-payable.tsx'

export function usePayableColumns(): Column<Payable>[] {
  const text = useText('payables')
  const states = useText('states')
  return [
    {
      key: 'staff',
      title: text('staff'),
      phone: 'heading',
      render: (row) => row.staffName,
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
      key: 'kind',
      title: text('kind'),
      render: (row) => text(`kind.${row.kind}`),
      exported: (row) => text(`kind.${row.kind}`),
    },
    {
      key: 'reason',
      title: text('reason'),
      render: (row) => <Reason payable={row} />,
      exported: (row) => row.reason,
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="payable" state={row.state} />,
      exported: (row) => states(`payable.${row.state}`),
    },
    {
      key: 'enteredBy',
      title: text('enteredBy'),
      render: (row) => row.enteredBy,
      exported: (row) => row.enteredBy,
    },
    {
      key: 'reviewedBy',
      title: text('reviewedBy'),
      phone: 'hidden',
      render: (row) => row.reviewedBy ?? '–',
      exported: (row) => row.reviewedBy,
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      render: (row) => <DateTime at={row.createdAt} />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
    { key: 'actions', title: text('actions'), render: (row) => <ReviewPayable payable={row} /> },
  ]
}

function Reason({ payable }: { payable: Payable }) {
  return (
    <div style={{ maxWidth: 320 }}>
      {payable.reason}
      {payable.note && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {payable.note}
        </Typography.Text>
      )}
    </div>
  )
}
