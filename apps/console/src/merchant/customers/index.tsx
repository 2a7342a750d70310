import { customerRoutes } from '@sesame/contract/orders'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import { AddCustomer } from './parts/add-customer.tsx'
import { useCustomerColumns } from './parts/columns.tsx'
import { CustomerDrawer } from './parts/customer-drawer.tsx'

export default function CustomersPage() {
  const menu = useText('menu')
  const text = useText('customers')
  const { can } = useSession('merchant')
  const list = useList(customerRoutes.listCustomers)
  const columns = useCustomerColumns()
  const detail = useDetail()
  const filters: Filter[] = [{ kind: 'search', name: 'search', placeholder: text('search') }]
  return (
    <ListPage
      title={menu('customers')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(customer) => customer.id}
      filters={filters}
      actions={can('customer.edit') && <AddCustomer onAdded={(customer) => detail.open(customer.id)} />}
      onOpen={(customer) => detail.open(customer.id)}
      exportName={menu('customers')}
      empty={{ hint: text('empty') }}
    >
      <CustomerDrawer id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
