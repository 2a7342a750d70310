import { orderRoutes } from '@sesame/contract/orders'
import { lineKinds } from '@sesame/contract/states'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { useOrderColumns } from './parts/columns.tsx'
import { OrderDrawer } from './parts/order-drawer.tsx'

export default function OrdersPage() {
  const menu = useText('menu')
  const text = useText('orders')
  const list = useList(orderRoutes.listOrders)
  const columns = useOrderColumns()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('order') },
    {
      kind: 'choice',
      name: 'kind',
      placeholder: text('kind'),
      choices: lineKinds.map((kind) => ({ value: kind, label: text(`line.${kind}`) })),
    },
    { kind: 'period' },
  ]
  return (
    <ListPage
      title={menu('orders.orders')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(order) => order.id}
      filters={filters}
      onOpen={(order) => detail.open(order.id)}
      exportName={menu('orders')}
      empty={{ hint: text('empty.hint') }}
    >
      <OrderDrawer id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
