import { PlusOutlined } from '@ant-design/icons'
import { payoutRoutes } from '@sesame/contract/payouts'
import { Button } from 'antd'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { usePayableColumns } from './parts/columns.tsx'
import { EnterPayable } from './parts/enter-payable.tsx'

export default function PayablesPage() {
  const menu = useText('menu')
  const text = useText('payables')
  const { can } = useSession('merchant')
  const list = useList(payoutRoutes.listPayables)
  const columns = usePayableColumns()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('payable') },
    { kind: 'period' },
  ]
  return (
    <ListPage
      title={menu('money.payables')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(payable) => payable.id}
      filters={filters}
      exportName={menu('money.payables')}
      empty={{ hint: text('empty') }}
      actions={
        can('payout.request') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
            {text('add')}
          </Button>
        )
      }
    >
      <EnterPayable open={detail.id === 'new'} onClose={detail.close} />
    </ListPage>
  )
}
