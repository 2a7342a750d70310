import { financeRoutes } from '@sesame/contract/finance'
import type { AnswerOf } from '@sesame/contract/route'
import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { timeText } from '../../../shared/date-time.tsx'
import { Figure, FigureGrid } from '../../../shared/figure.tsx'
import { Answered, EmptyLook } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

type Transit = AnswerOf<typeof financeRoutes.transit>
type Channel = Transit['channels'][number]

/** Where money is between two ends, and since when. */
export function TransitTab() {
  const query = useQueryOf(financeRoutes.transit, {}, { refetchInterval: 30_000 })
  return (
    <Answered query={query}>
      {(transit) => (
        <>
          <Figures transit={transit} />
          <Channels channels={transit.channels} />
        </>
      )}
    </Answered>
  )
}

const places = [
  ['refunds', 'refunded', '/m/refunds'],
  ['withdrawals', 'escrow', '/m/withdrawals'],
  ['payouts', 'released', '/m/payouts'],
] as const

function Figures({ transit }: { transit: Transit }) {
  const text = useText('finance')
  const note = ({ count, oldestAt }: Transit['refunds']) =>
    oldestAt === null
      ? text('transit.none')
      : text('transit.count', { count, since: timeText(oldestAt, 'day') })
  return (
    <FigureGrid>
      {places.map(([place, tone, to]) => (
        <Figure
          key={place}
          label={text(place)}
          tone={tone}
          value={<Money fen={transit[place].amountFen} />}
          note={note(transit[place])}
          to={to}
        />
      ))}
      <Figure
        label={text('differences')}
        tone={transit.openDifferences > 0 ? 'risk' : 'neutral'}
        value={transit.openDifferences}
        to="/m/reconciliation"
      />
    </FigureGrid>
  )
}

function Channels({ channels }: { channels: Channel[] }) {
  const text = useText('finance')
  return (
    <Panel title={text('channels')} flush={channels.length > 0}>
      {channels.length === 0 ? (
        <EmptyLook title={text('channels.empty')} />
      ) : (
        <Table<Channel>
          pagination={false}
          scroll={{ x: 'max-content' }}
          rowKey="accountId"
          dataSource={channels}
          columns={[
            {
              title: text('place'),
              key: 'name',
              render: (_, row) => <Link to={`/m/books/${row.accountId}`}>{row.name}</Link>,
            },
            {
              title: text('transit'),
              key: 'balance',
              align: 'right',
              render: (_, row) => <Money fen={row.balanceFen} />,
            },
            {
              title: text('reconciledThrough'),
              key: 'through',
              render: (_, row) => row.reconciledThrough ?? '–',
            },
            { title: text('oldest'), key: 'oldest', render: (_, row) => <Age channel={row} /> },
          ]}
        />
      )}
    </Panel>
  )
}

const daysUsual = 2

/** Bills come the next day: what is older than that wants a look. */
function Age({ channel }: { channel: Channel }) {
  const text = useText('finance')
  if (channel.oldestDay === null) return <>–</>
  const days = channel.ageDays
  return (
    <>
      {channel.oldestDay}{' '}
      <ToneTag tone={days > daysUsual ? 'risk' : 'escrow'}>
        {days === 0 ? text('fresh') : text('age', { days })}
      </ToneTag>
    </>
  )
}
