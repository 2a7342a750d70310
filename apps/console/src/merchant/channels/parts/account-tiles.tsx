import type { UseQueryResult } from '@tanstack/react-query'
import { Flex, Typography } from 'antd'
import { ProviderMark } from '../../../shared/channels/provider-mark.tsx'
import { DateTime } from '../../../shared/date-time.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered, EmptyLook } from '../../../shared/looks.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { ChannelAccount } from './channel.ts'

type AccountTilesProps = {
  query: UseQueryResult<{ items: ChannelAccount[] }>
  onOpen: (id: string) => void
}

export function AccountTiles({ query, onOpen }: AccountTilesProps) {
  const text = useText('channels')
  return (
    <Answered query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Panel>
            <EmptyLook hint={text('empty.hint')} />
          </Panel>
        ) : (
          <div className="sesame-tiles">
            {items.map((account) => (
              <Tile key={account.id} account={account} onOpen={() => onOpen(account.id)} />
            ))}
          </div>
        )
      }
    </Answered>
  )
}

function Tile({ account, onOpen }: { account: ChannelAccount; onOpen: () => void }) {
  const text = useText('channels')
  return (
    <div
      className="sesame-panel sesame-tile sesame-row-link"
      role="button"
      tabIndex={0}
      aria-label={account.name}
      onClick={onOpen}
      onKeyDown={(event) => event.key === 'Enter' && onOpen()}
    >
      <Flex gap={12} align="center">
        <ProviderMark provider={account.provider} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Typography.Text strong ellipsis style={{ display: 'block' }}>
            {account.name}
          </Typography.Text>
          <Typography.Text type="secondary">{text(`provider.${account.provider}`)}</Typography.Text>
        </div>
        <StateTag kind="channel" state={account.enabled ? 'active' : 'disabled'} />
      </Flex>
      <Facts
        facts={[
          { label: text('merchantNumber'), value: account.merchantNumber },
          { label: text('custody'), value: text(`custody.${account.custody}`) },
          { label: text('lastTest'), value: <LastTest account={account} /> },
        ]}
      />
    </div>
  )
}

export function LastTest({ account }: { account: ChannelAccount }) {
  const text = useText('channels')
  if (!account.lastTest) return <Typography.Text type="secondary">{text('lastTest.none')}</Typography.Text>
  return (
    <Flex gap={8} justify="flex-end" align="center" wrap>
      <StateTag kind="order" state={account.lastTest.state} />
      <DateTime at={account.lastTest.at} />
    </Flex>
  )
}
