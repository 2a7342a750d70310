import { refundRoutes } from '@sesame/contract/refunds'
import { tenders } from '@sesame/contract/states'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { useRefundColumns } from './parts/columns.tsx'
import { RefundDrawer } from './parts/refund-drawer.tsx'
import { RefundRule } from './parts/refund-rule.tsx'

const causes = ['requested', 'second-success', 'late-success', 'channel-test'] as const

export default function RefundsPage() {
  const menu = useText('menu')
  const text = useText('refunds')
  const orders = useText('orders')
  const { can } = useSession('merchant')
  const list = useList(refundRoutes.listRefunds)
  const columns = useRefundColumns()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('refund') },
    {
      kind: 'choice',
      name: 'cause',
      placeholder: text('cause'),
      choices: causes.map((value) => ({ value, label: orders(`cause.${value}`) })),
    },
    {
      kind: 'choice',
      name: 'tender',
      placeholder: text('tender'),
      choices: tenders.map((value) => ({ value, label: orders(`tender.${value}`) })),
    },
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
      onOpen={(refund) => detail.open(refund.id)}
      exportName={menu('orders.refunds')}
      empty={{ hint: text('empty') }}
      actions={can('refund.rule') && <RefundRule />}
    >
      <RefundDrawer id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
