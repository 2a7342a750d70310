import { withdrawalRoutes } from '@sesame/contract/withdrawals'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useWithdrawalColumns } from '../../shared/settlement/withdrawal-columns.tsx'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { BankAccountDrawer } from './parts/bank-account-drawer.tsx'
import { Funds } from './parts/funds.tsx'
import { WithdrawalDrawer } from './parts/withdrawal-drawer.tsx'

export default function WithdrawalsPage() {
  const menu = useText('menu')
  const text = useText('withdrawals')
  const list = useList(withdrawalRoutes.listWithdrawals)
  const columns = useWithdrawalColumns()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('withdrawal') },
    { kind: 'period' },
  ]
  const editing = detail.id === 'bank-account'
  return (
    <ListPage
      title={menu('money.withdrawals')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(withdrawal) => withdrawal.id}
      filters={filters}
      onOpen={(withdrawal) => detail.open(withdrawal.id)}
      exportName={menu('money.withdrawals')}
      empty={{ hint: text('empty') }}
      above={<Funds onBankAccount={() => detail.open('bank-account')} />}
    >
      <BankAccountDrawer open={editing} onClose={detail.close} />
      <WithdrawalDrawer id={editing ? undefined : detail.id} onClose={detail.close} />
    </ListPage>
  )
}
