import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { HandIn } from './cash-types.ts'

const plain = (fen: number) => yuanText(fen).replaceAll(',', '')

export function useHandInColumns(): Column<HandIn>[] {
  const text = useText('cash')
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
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="cash" state={row.state} />,
      exported: (row) => states(`cash.${row.state}`),
    },
    {
      key: 'counted',
      title: text('handIn.counted'),
      align: 'right',
      phone: 'corner',
      render: (row) => <Money fen={row.countedFen} />,
      exported: (row) => plain(row.countedFen),
    },
    {
      key: 'difference',
      title: text('handIn.difference'),
      align: 'right',
      render: (row) => <Difference fen={row.differenceFen} />,
      exported: (row) => plain(row.differenceFen),
    },
    {
      key: 'store',
      title: text('handIn.store'),
      render: (row) => row.storeName ?? text('safe.merchant'),
      exported: (row) => row.storeName ?? text('safe.merchant'),
    },
    {
      key: 'endedBy',
      title: text('handIn.endedBy'),
      render: (row) => row.endedByName ?? '–',
      exported: (row) => row.endedByName,
    },
    {
      key: 'createdAt',
      title: text('handIn.createdAt'),
      render: (row) => <DateTime at={row.createdAt} />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
    {
      key: 'number',
      title: text('handIn.number'),
      hidden: true,
      render: (row) => row.number,
      exported: (row) => row.number,
    },
  ]
}

/** Nothing is said of what is right. */
export function Difference({ fen }: { fen: number }) {
  const text = useText('cash')
  if (fen === 0) return <>{text('handIn.difference.none')}</>
  return <Money fen={fen} tone="risk" />
}
