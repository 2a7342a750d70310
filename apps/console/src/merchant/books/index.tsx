import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useDetail } from '../../shared/detail-drawer.tsx'
import { PageShell } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'
import { AccountDrawer } from './parts/account-drawer.tsx'
import { AccountsTab } from './parts/accounts-tab.tsx'
import { TransfersTab } from './parts/transfers-tab.tsx'

// A dot keeps the tab's name apart from the filters of the list (see useList).
const tabName = 'view.tab'

export default function BooksPage() {
  const menu = useText('menu')
  const text = useText('books')
  const search: Record<string, string> = useSearch({ strict: false })
  const navigate = useNavigate()
  const detail = useDetail()
  const tab = search[tabName] === 'transfers' ? 'transfers' : 'accounts'
  const choose = (next: string) =>
    void navigate({ to: '/m/books', search: next === 'accounts' ? {} : { [tabName]: next } } as never)
  return (
    <PageShell title={menu('money.books')} purpose={text('purpose')}>
      <Tabs
        activeKey={tab}
        onChange={choose}
        destroyOnHidden
        items={[
          { key: 'accounts', label: text('tab.accounts'), children: <AccountsTab /> },
          { key: 'transfers', label: text('tab.transfers'), children: <TransfersTab /> },
        ]}
      />
      {tab === 'accounts' && detail.id && <AccountDrawer key={detail.id} id={detail.id} />}
    </PageShell>
  )
}
