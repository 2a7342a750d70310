import type { UseQueryResult } from '@tanstack/react-query'
import { useDetail } from '../../../shared/detail-drawer.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { ListView } from '../../../shared/list/list-page.tsx'
import { wholeList } from '../../../shared/list/use-list.ts'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { App, ChannelAccount } from './channel.ts'

type AppsTabProps = { query: UseQueryResult<{ items: App[] }>; accounts: ChannelAccount[] }

export function AppsTab({ query, accounts }: AppsTabProps) {
  const text = useText('channels')
  const { open } = useDetail()
  const accountName = (app: App) =>
    accounts.find((account) => account.id === app.channelAccountId)?.name ?? text('app.account.none')
  const columns: Column<App>[] = [
    {
      key: 'name',
      title: text('app.name'),
      phone: 'heading',
      render: (app) => app.name,
      exported: (app) => app.name,
    },
    {
      key: 'kind',
      title: text('app.kind'),
      render: (app) => text(`app.kind.${app.kind}`),
      exported: (app) => text(`app.kind.${app.kind}`),
    },
    { key: 'appId', title: text('app.appId'), render: (app) => app.appId, exported: (app) => app.appId },
    { key: 'account', title: text('app.account'), render: accountName, exported: accountName },
    {
      key: 'templates',
      title: text('app.templates'),
      align: 'right',
      render: (app) => app.templates.length,
      exported: (app) => app.templates.length,
    },
    {
      key: 'secret',
      title: text('app.secret'),
      phone: 'corner',
      render: (app) => (
        <ToneTag tone={app.secretStored ? 'own' : 'escrow'}>
          {text(app.secretStored ? 'app.secret.stored' : 'app.secret.missing')}
        </ToneTag>
      ),
    },
  ]
  return (
    <ListView
      list={wholeList(query)}
      columns={columns}
      rowKey={(app) => app.id}
      onOpen={(app) => open(`app.${app.id}`)}
      exportName={text('tab.apps')}
      empty={{ hint: text('app.empty.hint') }}
    />
  )
}
