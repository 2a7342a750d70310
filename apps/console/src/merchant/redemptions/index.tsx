import { cardRoutes } from '@sesame/contract/cards'
import { storeRoutes } from '@sesame/contract/staff'
import { Checkbox } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { useRedemptionColumns } from './parts/columns.tsx'
import { RedemptionDrawer } from './parts/redemption-drawer.tsx'

export default function RedemptionsPage() {
  const menu = useText('menu')
  const text = useText('redemptions')
  const list = useList(cardRoutes.listRedemptions)
  const columns = useRedemptionColumns()
  const detail = useDetail()
  const stores = useQueryOf(storeRoutes.listStores, {}).data?.items ?? []
  const states = useStateChoices('redemption')
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: states },
    ...(stores.length > 1 ? [storeFilter(text('store'), stores)] : []),
    { kind: 'period' },
  ]
  const mine = String(list.filters['mine']) === 'true'
  return (
    <ListPage
      title={menu('cards.redemptions')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(redemption) => redemption.id}
      filters={filters}
      actions={
        <Checkbox
          checked={mine}
          onChange={(event) => list.setFilters({ mine: event.target.checked ? 'true' : undefined })}
        >
          {text('mine')}
        </Checkbox>
      }
      onOpen={(redemption) => detail.open(redemption.id)}
      exportName={menu('cards.redemptions')}
      empty={{ hint: text('empty') }}
    >
      <RedemptionDrawer id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}

function storeFilter(placeholder: string, stores: { id: string; name: string }[]): Filter {
  const choices = stores.map((store) => ({ value: store.id, label: store.name }))
  return { kind: 'choice', name: 'storeId', placeholder, choices }
}
