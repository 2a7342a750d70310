import { PlusOutlined } from '@ant-design/icons'
import { channelRoutes } from '@sesame/contract/channels'
import type { UseQueryResult } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { useDetail } from '../../shared/detail-drawer.tsx'
import { PageShell } from '../../shared/page-shell.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import '../../shared/channels/channels.css'
import { AccountDrawer } from './parts/account-drawer.tsx'
import { AccountTiles } from './parts/account-tiles.tsx'
import { AccountWizard } from './parts/account-wizard.tsx'
import { AppEditor } from './parts/app-editor.tsx'
import { AppsTab } from './parts/apps-tab.tsx'
import type { App, ChannelAccount } from './parts/channel.ts'
import { DefaultsTab } from './parts/defaults-tab.tsx'

// A dot keeps the tab's name apart from the filters of lists (see useList).
const tabName = 'view.tab'
const tabs = ['accounts', 'apps', 'defaults'] as const

export default function ChannelsPage() {
  const menu = useText('menu')
  const text = useText('channels')
  const { can } = useSession('merchant')
  const search: Record<string, string> = useSearch({ strict: false })
  const navigate = useNavigate()
  const detail = useDetail()
  const accounts = useQueryOf(channelRoutes.listChannelAccounts, {})
  const apps = useQueryOf(channelRoutes.listApps, {})
  const tab = tabs.find((one) => one === search[tabName]) ?? 'accounts'

  const appId = detail.id?.startsWith('app.') ? detail.id.slice('app.'.length) : undefined
  const app = apps.data?.items.find((one) => one.id === appId)
  const account = accounts.data?.items.find((one) => one.id === detail.id)
  const edits = can('channel.edit')
  const leaveApp = () => {
    // Who came from an account that lacked an app goes back to its test.
    const from = search['app.account']
    if (from) void navigate({ to: `/m/channels/${from}`, search: {} } as never)
    else detail.close()
  }
  return (
    <PageShell
      title={menu('settings.channels')}
      purpose={text('purpose')}
      actions={
        edits &&
        tab !== 'defaults' && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => detail.open(tab === 'apps' ? 'app.new' : 'new')}
          >
            {text(tab === 'apps' ? 'app.add' : 'add')}
          </Button>
        )
      }
    >
      <ChannelTabs tab={tab} accounts={accounts} apps={apps} edits={edits} onOpen={detail.open} />
      {detail.id === 'new' && edits && <AccountWizard onClose={detail.close} />}
      {account && <AccountDrawer key={account.id} account={account} apps={apps.data?.items ?? []} />}
      {(app || appId === 'new') && (
        <AppEditor
          key={appId}
          app={app}
          accounts={accounts.data?.items ?? []}
          readOnly={!edits}
          onClose={leaveApp}
        />
      )}
    </PageShell>
  )
}

type ChannelTabsProps = {
  tab: (typeof tabs)[number]
  accounts: UseQueryResult<{ items: ChannelAccount[] }>
  apps: UseQueryResult<{ items: App[] }>
  edits: boolean
  onOpen: (id: string) => void
}

function ChannelTabs({ tab, accounts, apps, edits, onOpen }: ChannelTabsProps) {
  const text = useText('channels')
  const navigate = useNavigate()
  const known = { accounts: accounts.data?.items ?? [], apps: apps.data?.items ?? [] }
  const open = (next: string) => {
    const search = next === 'accounts' ? {} : { [tabName]: next }
    void navigate({ to: '/m/channels', search } as never)
  }
  const children = {
    accounts: <AccountTiles query={accounts} onOpen={onOpen} />,
    apps: <AppsTab query={apps} accounts={known.accounts} />,
    defaults: <DefaultsTab {...known} edits={edits} />,
  }
  return (
    <Tabs
      activeKey={tab}
      onChange={open}
      items={tabs.map((key) => ({ key, label: text(`tab.${key}`), children: children[key] }))}
    />
  )
}
