import { cashRoutes } from '@sesame/contract/cash'
import { Button } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { CashRule } from './parts/cash-rule.tsx'
import { Holders } from './parts/holders.tsx'
import { HandInDrawer } from './parts/hand-in-drawer.tsx'
import { useHandInColumns } from './parts/hand-in-columns.tsx'
import { NewHandIn } from './parts/new-hand-in.tsx'
import { Safes } from './parts/safes.tsx'

/** Who holds how much, what lies in the safes, and every hand-in. */
export default function CashPage() {
  const menu = useText('menu')
  const text = useText('cash')
  const { can } = useSession('merchant')
  const holders = useQueryOf(cashRoutes.listCashHolders, {})
  const list = useList(cashRoutes.listHandIns)
  const columns = useHandInColumns()
  const detail = useDetail()
  const people = holders.data?.items ?? []
  const counting = detail.id === 'new' || detail.id?.startsWith('new-')
  const filters: Filter[] = [
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('cash') },
    {
      kind: 'choice',
      name: 'staffId',
      placeholder: text('staff'),
      choices: people.map(({ staffId, name }) => ({ value: staffId, label: name })),
    },
    { kind: 'period' },
  ]
  return (
    <ListPage
      title={menu('money.cash')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(handIn) => handIn.id}
      filters={filters}
      onOpen={(handIn) => detail.open(handIn.id)}
      exportName={text('handIns.title')}
      empty={{ hint: text('handIns.empty') }}
      actions={
        <>
          {can('cash.limit') && <CashRule rule={holders.data?.rule} />}
          {can('cash.hand-in') && (
            <Button type="primary" onClick={() => detail.open('new')}>
              {text('handIn.new')}
            </Button>
          )}
        </>
      }
      above={
        <>
          <Holders query={holders} onHandIn={(staffId) => detail.open(`new-${staffId}`)} />
          <Safes query={holders} />
        </>
      }
    >
      {counting && holders.data && (
        <NewHandIn
          people={people}
          staffId={detail.id?.slice('new-'.length)}
          onClose={detail.close}
          onDone={detail.open}
        />
      )}
      <HandInDrawer id={counting ? undefined : detail.id} onClose={detail.close} />
    </ListPage>
  )
}
