import { cardRoutes } from '@sesame/contract/cards'
import { catalogRoutes } from '@sesame/contract/catalog'
import { useQueryOf } from '../../shared/api.ts'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { CardDrawer } from './parts/card-drawer.tsx'
import { useCardColumns } from './parts/columns.tsx'

export default function CardsPage() {
  const menu = useText('menu')
  const text = useText('cards')
  const { can } = useSession('merchant')
  const list = useList(cardRoutes.listCards)
  const columns = useCardColumns()
  const detail = useDetail()
  const types = useQueryOf(catalogRoutes.listCardTypes, {}, { enabled: can('catalog.view') })
  const choices = (types.data?.items ?? []).map((type) => ({ value: type.id, label: type.name }))
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('card') },
    { kind: 'choice', name: 'typeId', placeholder: text('type'), choices },
  ]
  return (
    <ListPage
      title={menu('cards.cards')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(card) => card.id}
      filters={can('catalog.view') ? filters : filters.slice(0, 2)}
      onOpen={(card) => detail.open(card.id)}
      exportName={menu('cards.cards')}
      empty={{ hint: text('empty') }}
    >
      <CardDrawer id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
