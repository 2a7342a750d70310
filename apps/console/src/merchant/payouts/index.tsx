import { SendOutlined } from '@ant-design/icons'
import { payoutRoutes } from '@sesame/contract/payouts'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { BatchProgress } from './parts/batch-progress.tsx'
import { usePayoutColumns } from './parts/columns.tsx'
import { NewPayout } from './parts/new-payout.tsx'
import { PayoutDrawer } from './parts/payout-drawer.tsx'
import { mayChange } from './parts/payout-types.ts'

export default function PayoutsPage() {
  const menu = useText('menu')
  const text = useText('payouts')
  const { can } = useSession('merchant')
  const list = useList(payoutRoutes.listPayouts)
  const columns = usePayoutColumns()
  const detail = useDetail()
  const { batchId } = list.filters
  const { refetch } = list
  const isOpen = list.rows.some(({ state }) => mayChange(state))
  // Somebody else approves, a payee confirms: what is open is looked at again.
  useEffect(() => {
    const timer = isOpen ? setInterval(() => void refetch(), 4000) : undefined
    return () => clearInterval(timer)
  }, [isOpen, refetch])
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('payout') },
    {
      kind: 'choice',
      name: 'provider',
      placeholder: text('provider'),
      choices: (['wechat-pay', 'alipay'] as const).map((provider) => ({
        value: provider,
        label: text(`provider.${provider}`),
      })),
    },
    { kind: 'period' },
  ]
  return (
    <ListPage
      title={menu('money.payouts')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(payout) => payout.id}
      filters={filters}
      onOpen={(payout) => detail.open(payout.id)}
      exportName={menu('money.payouts')}
      empty={{ hint: text('empty') }}
      above={
        typeof batchId === 'string' && (
          <BatchProgress batchId={batchId} onClose={() => list.setFilters({ batchId: undefined })} />
        )
      }
      actions={
        can('payout.request') && (
          <Button type="primary" icon={<SendOutlined />} onClick={() => detail.open('new')}>
            {text('new')}
          </Button>
        )
      }
    >
      <NewPayout
        open={detail.id === 'new'}
        onClose={detail.close}
        onBatch={(id) => list.setFilters({ batchId: id })}
      />
      <PayoutDrawer id={detail.id === 'new' ? undefined : detail.id} onClose={detail.close} />
    </ListPage>
  )
}
