import { financeRoutes } from '@sesame/contract/finance'
import type { AnswerOf } from '@sesame/contract/route'
import { useDetail } from '../../../shared/detail-drawer.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { ListView } from '../../../shared/list/list-page.tsx'
import { useList } from '../../../shared/list/use-list.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'
import { DayDrawer } from './day-drawer.tsx'

type Row = AnswerOf<typeof financeRoutes.listDays>['items'][number]

export function DaysTab() {
  const text = useText('finance')
  const list = useList(financeRoutes.listDays)
  const columns = useDayColumns()
  const detail = useDetail()
  return (
    <>
      <ListView
        list={list}
        columns={columns}
        rowKey={(row) => row.day}
        filters={[{ kind: 'period' }]}
        onOpen={(row) => detail.open(row.day)}
        exportName={text('tab.days')}
        empty={{ hint: text('days.empty') }}
      />
      <DayDrawer day={detail.id} onClose={detail.close} />
    </>
  )
}

function useDayColumns(): Column<Row>[] {
  const text = useText('finance')
  const money = (
    key: 'in' | 'out' | 'fee' | 'net' | 'settled',
    phone: 'corner' | 'line' | 'hidden',
  ): Column<Row> => ({
    key,
    title: text(key),
    align: 'right',
    phone,
    render: (row) => <Money fen={row[`${key}Fen`]} />,
    exported: (row) => yuanText(row[`${key}Fen`]).replaceAll(',', ''),
  })
  return [
    {
      key: 'day',
      title: text('day'),
      phone: 'heading',
      render: (row) => row.day,
      exported: (row) => row.day,
    },
    money('in', 'line'),
    money('out', 'line'),
    money('fee', 'hidden'),
    money('net', 'corner'),
    money('settled', 'hidden'),
    {
      key: 'transfers',
      title: text('transfers'),
      align: 'right',
      phone: 'hidden',
      render: (row) => row.transfers,
      exported: (row) => row.transfers,
    },
  ]
}
