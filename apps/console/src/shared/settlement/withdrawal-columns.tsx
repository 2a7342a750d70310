import { DateTime, timeText } from '../date-time.tsx'
import type { Column } from '../list/columns.ts'
import { Money } from '../money-text.tsx'
import { yuanText } from '../money.ts'
import { StateTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import type { WithdrawalRow } from './types.ts'

export function useWithdrawalColumns<Row extends WithdrawalRow>(): Column<Row>[] {
  const text = useText('withdrawals')
  const states = useText('states')
  const account = (row: WithdrawalRow) => `${row.bank} ${row.bankNumber.slice(-4)}`
  return [
    {
      key: 'amount',
      title: text('amount'),
      align: 'right',
      phone: 'heading',
      render: (row) => <Money fen={row.amountFen} />,
      exported: (row) => yuanText(row.amountFen).replaceAll(',', ''),
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="withdrawal" state={row.state} />,
      exported: (row) => states(`withdrawal.${row.state}`),
    },
    { key: 'account', title: text('bankAccount'), render: account, exported: account },
    {
      key: 'approvals',
      title: text('approvals'),
      phone: 'hidden',
      render: (row) =>
        row.reviewers === 0
          ? text('approvals.none')
          : text('approvals.of', { count: row.approvals, needed: row.reviewers }),
      exported: (row) => `${row.approvals}/${row.reviewers}`,
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      render: (row) => <DateTime at={row.createdAt} />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
    {
      key: 'requestedBy',
      title: text('requestedBy'),
      phone: 'hidden',
      render: (row) => row.requestedBy,
      exported: (row) => row.requestedBy,
    },
    {
      key: 'reference',
      title: text('reference'),
      phone: 'hidden',
      render: (row) => row.reference ?? '–',
      exported: (row) => row.reference,
    },
    { key: 'number', title: text('number'), render: (row) => row.number, exported: (row) => row.number },
  ]
}
