import { profitSharingRoutes } from '@sesame/contract/profit-sharing'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListView } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { PageShell } from '../../shared/page-shell.tsx'
import { Section } from '../../shared/section.tsx'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { useShareColumns } from './parts/columns.tsx'
import { ReceiverAdd } from './parts/receiver-add.tsx'
import { RuleTiles } from './parts/rule-tiles.tsx'
import { ShareDrawer } from './parts/share-drawer.tsx'

const addPrefix = 'add-'

export default function SharingPage() {
  const menu = useText('menu')
  const text = useText('sharing')
  const list = useList(profitSharingRoutes.listShares)
  const columns = useShareColumns()
  const detail = useDetail()
  const adding = detail.id?.startsWith(addPrefix) ? detail.id.slice(addPrefix.length) : undefined
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('share') },
    { kind: 'period' },
  ]
  return (
    <PageShell title={menu('money.sharing')} purpose={text('purpose')}>
      <RuleTiles onAdd={(channelAccountId) => detail.open(addPrefix + channelAccountId)} />
      <Section title={text('records')}>
        <ListView
          list={list}
          columns={columns}
          rowKey={(share) => share.id}
          filters={filters}
          onOpen={(share) => detail.open(share.id)}
          exportName={menu('money.sharing')}
          empty={{ hint: text('empty') }}
        />
      </Section>
      <ReceiverAdd channelAccountId={adding} onClose={detail.close} />
      <ShareDrawer id={adding === undefined ? detail.id : undefined} onClose={detail.close} />
    </PageShell>
  )
}
