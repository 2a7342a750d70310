import { moneyRoutes, type Transfer } from '@sesame/contract/money'
import type { Static } from '@sesame/contract/schema'
import { Link } from '@tanstack/react-router'
import { Typography } from 'antd'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import type { Filter } from '../../../shared/list/filter-bar.tsx'
import { ListView } from '../../../shared/list/list-page.tsx'
import { useList } from '../../../shared/list/use-list.ts'
import { useText } from '../../../shared/text.ts'
import { searchOf } from './groups.ts'
import { Quantity, quantityCell } from './quantity.tsx'

type Row = Static<typeof Transfer>

const subjects = ['order', 'card', 'refund', 'redemption'] as const
type Subject = (typeof subjects)[number]
const pageOfSubject: Record<Subject, string> = {
  order: '/m/orders',
  card: '/m/cards',
  refund: '/m/refunds',
  redemption: '/m/redemptions',
}
const isSubject = (kind: string): kind is Subject => (subjects as readonly string[]).includes(kind)

export function TransfersTab() {
  const text = useText('books')
  const list = useList(moneyRoutes.listTransfers)
  const columns = useTransferColumns()
  const filters: Filter[] = [
    {
      kind: 'choice',
      name: 'subjectKind',
      placeholder: text('subject'),
      choices: subjects.map((subject) => ({ value: subject, label: text(`subject.${subject}`) })),
    },
    { kind: 'period' },
  ]
  return (
    <ListView
      list={list}
      columns={columns}
      rowKey={(transfer) => transfer.id}
      filters={filters}
      exportName={text('tab.transfers')}
      empty={{ hint: text('transfers.empty.hint') }}
    />
  )
}

function useTransferColumns(): Column<Row>[] {
  const text = useText('books')
  return [
    {
      key: 'at',
      title: text('at'),
      render: (row) => <DateTime at={row.at} show="second" />,
      exported: (row) => timeText(row.at, 'second'),
    },
    {
      key: 'kind',
      title: text('kind'),
      phone: 'heading',
      render: (row) => (
        <>
          {row.kindName}
          {row.undoes && (
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12, fontWeight: 400 }}>
              {text('undoes')}
            </Typography.Text>
          )}
        </>
      ),
      exported: (row) => row.kindName,
    },
    {
      key: 'debit',
      title: text('debit'),
      render: (row) => <AccountLink code={row.debitCode} name={row.debitName} />,
      exported: (row) => row.debitName,
    },
    {
      key: 'credit',
      title: text('credit'),
      render: (row) => <AccountLink code={row.creditCode} name={row.creditName} />,
      exported: (row) => row.creditName,
    },
    {
      key: 'amount',
      title: text('amount'),
      align: 'right',
      phone: 'corner',
      render: (row) => <Quantity {...row} />,
      exported: (row) => quantityCell(row.unit, row.amount),
    },
    {
      key: 'subject',
      title: text('subject'),
      render: (row) => <SubjectLink kind={row.subjectKind} id={row.subjectId} />,
      exported: (row) => (isSubject(row.subjectKind) ? text(`subject.${row.subjectKind}`) : row.subjectKind),
    },
  ]
}

/** A transfer names its accounts by code; the books find them by it. */
function AccountLink({ code, name }: { code: string; name: string }) {
  return (
    <Link to="/m/books" search={{ search: searchOf(code) } as never} style={{ color: 'inherit' }}>
      {name}
    </Link>
  )
}

function SubjectLink({ kind, id }: { kind: string; id: string }) {
  const text = useText('books')
  if (!isSubject(kind)) return <>{kind}</>
  return <Link to={`${pageOfSubject[kind]}/${id}`}>{text(`subject.${kind}`)}</Link>
}
