import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { PageShell } from '../../shared/page-shell.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import { DaysTab } from './parts/days-tab.tsx'
import { TransitTab } from './parts/transit-tab.tsx'
import { VouchersTab } from './parts/vouchers-tab.tsx'

// A dot keeps the tab's name apart from the filters of the list (see useList).
const tabName = 'view.tab'

export default function FinancePage() {
  const menu = useText('menu')
  const text = useText('finance')
  const { can } = useSession('merchant')
  const search: Record<string, string> = useSearch({ strict: false })
  const navigate = useNavigate()
  const tabs = [
    { key: 'days', label: text('tab.days'), children: <DaysTab /> },
    { key: 'transit', label: text('tab.transit'), children: <TransitTab /> },
    ...(can('finance.export')
      ? [{ key: 'vouchers', label: text('tab.vouchers'), children: <VouchersTab /> }]
      : []),
  ]
  const choose = (next: string) =>
    void navigate({ to: '/m/finance', search: next === 'days' ? {} : { [tabName]: next } } as never)
  return (
    <PageShell title={menu('money.finance')} purpose={text('purpose')}>
      <Tabs activeKey={search[tabName] ?? 'days'} onChange={choose} destroyOnHidden items={tabs} />
    </PageShell>
  )
}
