import { useDetail } from '../detail-drawer.tsx'
import type { Filter } from '../list/filter-bar.tsx'
import { ListPage } from '../list/list-page.tsx'
import { useList } from '../list/use-list.ts'
import { useStateChoices } from '../state-tag.tsx'
import { useText } from '../text.ts'
import { Accounts } from './accounts.tsx'
import { billRoutesOf, dayId, type BillAudience } from './bills.ts'
import { useDayColumns } from './day-columns.tsx'
import { DayDrawer } from './day-drawer.tsx'
import { ReconcileButton } from './reconcile-button.tsx'
import { useAccountChoices } from './use-account-choices.ts'

/** The channel's bill of each day against the books. */
export function BillDaysPage({ audience }: { audience: BillAudience }) {
  const menu = useText('menu')
  const text = useText('bills')
  const list = useList(billRoutesOf(audience).listBillDays)
  const columns = useDayColumns()
  const detail = useDetail()
  const choices = useAccountChoices(audience)
  const filters: Filter[] = [
    { kind: 'choice', name: 'channelAccountId', placeholder: text('account'), choices },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('billDay') },
    { kind: 'period' },
  ]
  const title = menu('money.reconciliation')
  return (
    <ListPage
      title={title}
      purpose={text(audience === 'merchant' ? 'purpose' : 'purpose.operator')}
      actions={<ReconcileButton audience={audience} />}
      list={list}
      columns={columns}
      rowKey={dayId}
      filters={filters}
      onOpen={(day) => detail.open(dayId(day))}
      exportName={title}
      empty={{ hint: text('empty') }}
      above={<Accounts audience={audience} />}
    >
      <DayDrawer audience={audience} id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
