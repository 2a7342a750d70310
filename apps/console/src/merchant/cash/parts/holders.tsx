import type { cashRoutes } from '@sesame/contract/cash'
import type { AnswerOf } from '@sesame/contract/route'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Flex, Progress, Table, Typography } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import { DateTime } from '../../../shared/date-time.tsx'
import { Answered, EmptyLook } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useSession } from '../../../shared/session.ts'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { usePhone } from '../../../shared/use-phone.ts'
import type { CashHolder } from './cash-types.ts'
import { CashLimit } from './cash-limit.tsx'

type Answer = AnswerOf<typeof cashRoutes.listCashHolders>
type HoldersProps = { query: UseQueryResult<Answer>; onHandIn: (staffId: string) => void }

/** Those who hold cash now, with its age and their limit. */
export function Holders({ query, onHandIn }: HoldersProps) {
  const text = useText('cash')
  return (
    <div style={{ marginBottom: 16 }}>
      <Panel title={text('holders')} flush>
        <Answered query={query}>
          {({ items }) => {
            const holding = items.filter(({ heldFen, hasOwnLimit }) => heldFen > 0 || hasOwnLimit)
            return holding.length === 0 ? (
              <EmptyLook title={text('holders.empty')} />
            ) : (
              <HolderRows items={holding} onHandIn={onHandIn} />
            )
          }}
        </Answered>
      </Panel>
    </div>
  )
}

type RowsProps = { items: CashHolder[]; onHandIn: (staffId: string) => void }

function HolderRows({ items, onHandIn }: RowsProps) {
  const phone = usePhone()
  const columns = useColumns(onHandIn)
  if (phone) {
    return (
      <div role="list" style={{ padding: '0 16px' }}>
        {items.map((one) => (
          <Flex key={one.staffId} role="listitem" vertical gap={6} className="sesame-more-row">
            <Flex justify="space-between">
              <Who holder={one} />
              <Money fen={one.heldFen} />
            </Flex>
            <Held holder={one} />
            <Flex justify="space-between" align="center">
              <Age holder={one} />
              <Buttons holder={one} onHandIn={onHandIn} />
            </Flex>
          </Flex>
        ))}
      </div>
    )
  }
  return (
    <Table
      rowKey={(one) => one.staffId}
      columns={columns}
      dataSource={items}
      pagination={items.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
    />
  )
}

function useColumns(onHandIn: (staffId: string) => void): TableColumnsType<CashHolder> {
  const text = useText('cash')
  return [
    { key: 'who', title: text('holder'), render: (_, one) => <Who holder={one} /> },
    { key: 'held', title: text('held'), align: 'right', render: (_, one) => <Money fen={one.heldFen} /> },
    { key: 'limit', title: text('limit'), width: 220, render: (_, one) => <Held holder={one} /> },
    { key: 'age', title: text('since'), render: (_, one) => <Age holder={one} /> },
    {
      key: 'last',
      title: text('lastHandIn'),
      render: (_, one) => (one.lastHandInAt ? <DateTime at={one.lastHandInAt} /> : '–'),
    },
    { key: 'do', render: (_, one) => <Buttons holder={one} onHandIn={onHandIn} />, align: 'right' },
  ]
}

function Who({ holder }: { holder: CashHolder }) {
  const text = useText('cash')
  return (
    <span>
      {holder.name}
      {holder.hasLeft && <ToneTag tone="risk">{text('left')}</ToneTag>}
      {holder.storeName && (
        <Typography.Text type="secondary" style={{ fontSize: 12, display: 'block' }}>
          {holder.storeName}
        </Typography.Text>
      )}
    </span>
  )
}

const nearly = 80

function Held({ holder }: { holder: CashHolder }) {
  const text = useText('cash')
  const percent =
    holder.limitFen === 0 ? 100 : Math.min(100, Math.round((holder.heldFen / holder.limitFen) * 100))
  return (
    <div>
      <Progress
        percent={percent}
        size="small"
        showInfo={false}
        {...(percent >= nearly ? { status: 'exception' as const } : {})}
      />
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {text('limit')} <Money fen={holder.limitFen} />
        {holder.hasOwnLimit && ` · ${text('limit.own')}`}
      </Typography.Text>
    </div>
  )
}

const dayMilliseconds = 86_400_000

function Age({ holder }: { holder: CashHolder }) {
  const text = useText('cash')
  const [now] = useState(Date.now)
  if (holder.openHandInId) return <ToneTag tone="escrow">{text('waiting')}</ToneTag>
  if (!holder.since) return <>–</>
  const days = Math.floor((now - Date.parse(holder.since)) / dayMilliseconds)
  return <>{days === 0 ? text('since.today') : text('since.days', { days })}</>
}

function Buttons({ holder, onHandIn }: { holder: CashHolder; onHandIn: (staffId: string) => void }) {
  const text = useText('cash')
  const { can } = useSession('merchant')
  return (
    <Flex gap={8} justify="flex-end">
      {can('cash.limit') && <CashLimit holder={holder} />}
      {can('cash.receive') && holder.heldFen > 0 && !holder.openHandInId && (
        <Button size="small" onClick={() => onHandIn(holder.staffId)}>
          {text('handIn')}
        </Button>
      )}
    </Flex>
  )
}
