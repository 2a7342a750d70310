import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { PageShell } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'
import { MerchantsTab } from './parts/merchants-tab.tsx'
import { StatementsTab } from './parts/statements-tab.tsx'

// A dot keeps the tab's name apart from the filters of the list (see useList).
const tabName = 'view.tab'

export default function SettlementsPage() {
  const menu = useText('menu')
  const text = useText('settlement')
  const search: Record<string, string> = useSearch({ strict: false })
  const navigate = useNavigate()
  const choose = (next: string) =>
    void navigate({ to: '/o/settlements', search: next === 'merchants' ? {} : { [tabName]: next } } as never)
  return (
    <PageShell title={menu('operator.settlements')} purpose={text('purpose.operator')}>
      <Tabs
        activeKey={search[tabName] === 'statements' ? 'statements' : 'merchants'}
        onChange={choose}
        destroyOnHidden
        items={[
          { key: 'merchants', label: text('tab.merchants'), children: <MerchantsTab /> },
          { key: 'statements', label: text('tab.statements'), children: <StatementsTab /> },
        ]}
      />
    </PageShell>
  )
}
