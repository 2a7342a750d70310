import { billDifferenceTypes } from '@sesame/contract/states'
import { useDetail } from '../detail-drawer.tsx'
import type { Filter } from '../list/filter-bar.tsx'
import { ListPage } from '../list/list-page.tsx'
import { useList } from '../list/use-list.ts'
import { useStateChoices } from '../state-tag.tsx'
import { useText } from '../text.ts'
import { billRoutesOf, type BillAudience } from './bills.ts'
import { useDifferenceColumns } from './difference-columns.tsx'
import { DifferenceDrawer } from './difference-drawer.tsx'
import { useAccountChoices } from './use-account-choices.ts'

/** What bills and books do not agree on, and what was done about it. */
export function BillDifferencesPage({ audience }: { audience: BillAudience }) {
  const menu = useText('menu')
  const text = useText('bills')
  const list = useList(billRoutesOf(audience).listBillDifferences)
  const columns = useDifferenceColumns()
  const detail = useDetail()
  const states = useStateChoices('billDifference')
  const types = billDifferenceTypes.map((type) => ({ value: type, label: text(`type.${type}`) }))
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: states },
    { kind: 'choice', name: 'type', placeholder: text('type'), choices: types },
    {
      kind: 'choice',
      name: 'channelAccountId',
      placeholder: text('account'),
      choices: useAccountChoices(audience),
    },
    { kind: 'period' },
  ]
  const title = menu('money.bill-differences')
  return (
    <ListPage
      title={title}
      purpose={text('differences.purpose')}
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      filters={filters}
      onOpen={(row) => detail.open(row.id)}
      exportName={title}
      empty={{ hint: text('differences.empty') }}
    >
      <DifferenceDrawer audience={audience} id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
