import { Typography } from 'antd'
import type { Column } from '../list/columns.ts'
import { Money } from '../money-text.tsx'
import { yuanText } from '../money.ts'
import { StateTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import type { Difference } from './bills.ts'

const plain = (fen: number | null) => (fen === null ? '' : yuanText(fen).replaceAll(',', ''))

const dayOf = (row: Difference): string => row.day
const accountOf = (row: Difference): string => row.accountName

export function useDifferenceColumns(): Column<Difference>[] {
  const text = useText('bills')
  const states = useText('states')
  const what = (row: Difference) => `${text(`item.${row.item}`)} · ${text(`type.${row.type}`)}`
  return [
    { key: 'type', title: text('type'), phone: 'heading', render: what, exported: what },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="billDifference" state={row.state} />,
      exported: (row) => states(`billDifference.${row.state}`),
    },
    { key: 'day', title: text('day'), render: dayOf, exported: dayOf },
    {
      key: 'account',
      title: text('account'),
      phone: 'hidden',
      render: accountOf,
      exported: accountOf,
    },
    {
      key: 'number',
      title: text('number'),
      render: (row) => <Typography.Text style={{ fontSize: 12 }}>{row.number}</Typography.Text>,
      exported: (row) => row.number,
    },
    {
      key: 'theirs',
      title: text('theirs'),
      align: 'right',
      render: (row) => <Money fen={row.theirsFen} />,
      exported: (row) => plain(row.theirsFen),
    },
    {
      key: 'ours',
      title: text('ours'),
      align: 'right',
      render: (row) => <Money fen={row.oursFen} />,
      exported: (row) => plain(row.oursFen),
    },
    {
      key: 'suggestion',
      title: text('suggestion'),
      phone: 'hidden',
      render: (row) => (row.state === 'open' ? text(`action.${row.suggestion}`) : '–'),
      exported: (row) => text(`action.${row.suggestion}`),
    },
    {
      key: 'handled',
      title: text('handled'),
      phone: 'hidden',
      render: (row) =>
        row.action ? `${text(`action.${row.action}`)} · ${row.handledBy ?? text('byItself')}` : '–',
      exported: (row) => row.action && text(`action.${row.action}`),
    },
    {
      key: 'note',
      title: text('note'),
      hidden: true,
      render: (row) => row.note,
      exported: (row) => row.note,
    },
  ]
}
