import { withdrawalReviewRoutes } from '@sesame/contract/withdrawals'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useWithdrawalColumns } from '../../shared/settlement/withdrawal-columns.tsx'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { ReviewDrawer } from './parts/review-drawer.tsx'

/** Two ids make a withdrawal's address: whose it is, and which. */
const addressOf = (row: { merchantId: string; id: string }) => `${row.merchantId}.${row.id}`

export default function WithdrawalsPage() {
  const menu = useText('menu')
  const text = useText('withdrawals')
  const list = useList(withdrawalReviewRoutes.listAllWithdrawals)
  const detail = useDetail()
  type Row = (typeof list.rows)[number]
  const columns = useWithdrawalColumns<Row>()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('withdrawal') },
    { kind: 'period' },
  ]
  return (
    <ListPage
      title={menu('operator.withdrawals')}
      purpose={text('purpose.operator')}
      list={list}
      columns={[
        {
          key: 'merchant',
          title: text('merchant'),
          render: (row) => row.merchantName,
          exported: (row) => row.merchantName,
        },
        ...columns,
      ]}
      rowKey={(withdrawal) => withdrawal.id}
      filters={filters}
      onOpen={(withdrawal) => detail.open(addressOf(withdrawal))}
      exportName={menu('operator.withdrawals')}
      empty={{ hint: text('empty.operator') }}
    >
      <ReviewDrawer address={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
