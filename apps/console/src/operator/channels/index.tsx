import { PlusOutlined } from '@ant-design/icons'
import { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import { Button } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import '../../shared/channels/channels.css'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import { ListView } from '../../shared/list/list-page.tsx'
import { wholeList } from '../../shared/list/use-list.ts'
import { PageShell } from '../../shared/page-shell.tsx'
import { useSession } from '../../shared/session.ts'
import { StateTag } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import type { OperatorAccount } from './parts/account.ts'
import { AccountDrawer } from './parts/account-drawer.tsx'
import { AccountEditor } from './parts/account-editor.tsx'

/** The operator's own numbers at the channels, by which it collects for merchants. */
export default function CollectingPage() {
  const menu = useText('menu')
  const text = useText('collecting')
  const { can } = useSession('operator')
  const detail = useDetail()
  const accounts = useQueryOf(operatorChannelRoutes.listOperatorAccounts, {})
  const columns = useColumns()
  const edits = can('collecting.edit')
  const account = accounts.data?.items.find(({ id }) => id === detail.id)
  return (
    <PageShell
      title={menu('operator.channels')}
      purpose={text('purpose')}
      actions={
        edits && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
            {text('add')}
          </Button>
        )
      }
    >
      <ListView
        list={wholeList(accounts)}
        columns={columns}
        rowKey={(one) => one.id}
        onOpen={(one) => detail.open(one.id)}
        exportName={menu('operator.channels')}
        empty={{ hint: text('empty.hint') }}
      />
      {detail.id === 'new' && edits && <AccountEditor account={undefined} onClose={detail.close} />}
      {account && <AccountDrawer key={account.id} account={account} edits={edits} onClose={detail.close} />}
    </PageShell>
  )
}

function useColumns(): Column<OperatorAccount>[] {
  const text = useText('collecting')
  const channels = useText('channels')
  const states = useText('states')
  const stateOf = (one: OperatorAccount) => (one.enabled ? ('active' as const) : ('disabled' as const))
  return [
    {
      key: 'name',
      title: text('name'),
      phone: 'heading',
      render: (one) => one.name,
      exported: (one) => one.name,
    },
    {
      key: 'provider',
      title: channels('provider'),
      render: (one) => channels(`provider.${one.provider}`),
      exported: (one) => channels(`provider.${one.provider}`),
    },
    {
      key: 'number',
      title: channels('merchantNumber'),
      render: (one) => one.merchantNumber,
      exported: (one) => one.merchantNumber,
    },
    {
      key: 'merchants',
      title: text('merchants'),
      align: 'right',
      render: (one) => one.merchants,
      exported: (one) => one.merchants,
    },
    {
      key: 'state',
      title: channels('enabled'),
      phone: 'corner',
      render: (one) => <StateTag kind="channel" state={stateOf(one)} />,
      exported: (one) => states(`channel.${stateOf(one)}`),
    },
  ]
}
