import { timeText, DateTime } from '../date-time.tsx'
import type { Column } from '../list/columns.ts'
import { Money } from '../money-text.tsx'
import { yuanText } from '../money.ts'
import { StateTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import type { StatementRow } from './types.ts'

const cell = (fen: number) => yuanText(fen).replaceAll(',', '')

export function useStatementColumns<Row extends StatementRow>(): Column<Row>[] {
  const text = useText('settlement')
  const states = useText('states')
  return [
    {
      key: 'days',
      title: text('days'),
      phone: 'heading',
      render: (row) => (row.firstDay === row.lastDay ? row.firstDay : `${row.firstDay} – ${row.lastDay}`),
      exported: (row) => `${row.firstDay} – ${row.lastDay}`,
    },
    {
      key: 'period',
      title: text('period'),
      phone: 'hidden',
      render: (row) => text(`period.${row.period}`),
      exported: (row) => text(`period.${row.period}`),
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="statement" state={row.state} />,
      exported: (row) => states(`statement.${row.state}`),
    },
    {
      key: 'opening',
      title: text('opening'),
      align: 'right',
      render: (row) => <Money fen={row.openingFen} />,
      exported: (row) => cell(row.openingFen),
    },
    {
      key: 'closing',
      title: text('closing'),
      align: 'right',
      render: (row) => <Money fen={row.closingFen} />,
      exported: (row) => cell(row.closingFen),
    },
    {
      key: 'fee',
      title: text('fee'),
      align: 'right',
      phone: 'hidden',
      render: (row) => <Money fen={row.feeFen} />,
      exported: (row) => cell(row.feeFen),
    },
    {
      key: 'number',
      title: text('number'),
      phone: 'hidden',
      render: (row) => row.number,
      exported: (row) => row.number,
    },
    {
      key: 'confirmedAt',
      title: text('confirmedAt'),
      phone: 'hidden',
      render: (row) => <DateTime at={row.confirmedAt} />,
      exported: (row) => row.confirmedAt && timeText(row.confirmedAt, 'second'),
    },
  ]
}
