import { refundRoutes } from '@sesame/contract/refunds'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { OrderDrawer } from '../orders/parts/order-drawer.tsx'
import { useRefundColumns } from './parts/columns.tsx'

export default function RefundsPage() {
  const menu = useText('menu')
  const text = useText('refunds')
  const list = useList(refundRoutes.listRefunds)
  const columns = useRefundColumns()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('refund') },
    { kind: 'period' },
  ]
  return (
    <ListPage
      title={menu('orders.refunds')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(refund) => refund.id}
      filters={filters}
      onOpen={(refund) => detail.open(refund.orderId)}
      exportName={menu('orders.refunds')}
      empty={{ hint: text('empty') }}
    >
      <OrderDrawer id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
