import { orderRoutes } from '@sesame/contract/orders'
import { tenders } from '@sesame/contract/states'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useText } from '../../shared/text.ts'
import { OrderDrawer } from '../orders/parts/order-drawer.tsx'
import { useDealColumns } from './parts/columns.tsx'

export default function DealsPage() {
  const menu = useText('menu')
  const text = useText('orders')
  const list = useList(orderRoutes.listDeals)
  const columns = useDealColumns()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search.deals') },
    {
      kind: 'choice',
      name: 'tender',
      placeholder: text('tender'),
      choices: (['money', ...tenders] as const).map((tender) => ({
        value: tender,
        label: text(`tender.${tender}`),
      })),
    },
    { kind: 'period' },
  ]
  return (
    <ListPage
      title={menu('orders.deals')}
      purpose={text('purpose.deals')}
      list={list}
      columns={columns}
      rowKey={(deal) => deal.id}
      filters={filters}
      onOpen={(deal) => detail.open(deal.orderId)}
      exportName={menu('orders.deals')}
      empty={{ hint: text('empty.deals') }}
    >
      <OrderDrawer id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
