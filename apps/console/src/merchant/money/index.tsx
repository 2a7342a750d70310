import { moneyRoutes } from '@sesame/contract/money'
import { Typography } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { timeText } from '../../shared/date-time.tsx'
import { Figure, FigureGrid } from '../../shared/figure.tsx'
import { Answered } from '../../shared/looks.tsx'
import { Money } from '../../shared/money-text.tsx'
import { PageShell } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'
import type { Tone } from '../../shared/theme.ts'
import { FlowPanel } from './parts/flow-panel.tsx'

/** Each figure with its colour and the accounts that it is the sum of. */
const places = [
  ['escrow', 'escrow', { group: 'card:', search: 'principal', nonZero: 'true' }],
  ['available', 'own', { search: 'merchant:available' }],
  ['unapplied', 'released', { group: 'order:', nonZero: 'true' }],
  ['refunding', 'refunded', { group: 'refund:', nonZero: 'true' }],
  ['atChannels', 'released', { group: 'channel:' }],
  ['cash', 'own', { group: 'cash:' }],
  ['ownHands', 'own', { search: 'merchant:own-hands' }],
  ['bonus', 'neutral', { group: 'card:', search: 'bonus', nonZero: 'true' }],
] as const satisfies [string, Tone, Record<string, string>][]

export default function MoneyPage() {
  const menu = useText('menu')
  const text = useText('money')
  const overview = useQueryOf(moneyRoutes.overview, {}, { refetchInterval: 30_000 })
  return (
    <PageShell
      title={menu('money.overview')}
      purpose={text('purpose')}
      aside={
        overview.data && (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {text('at', { time: timeText(overview.data.at, 'second') })}
          </Typography.Text>
        )
      }
    >
      <Answered query={overview}>
        {(answer) => (
          <FigureGrid>
            {places.map(([place, tone, search]) => (
              <Figure
                key={place}
                label={text(place)}
                hint={text(`${place}.hint`)}
                tone={tone}
                value={<Money fen={answer[`${place}Fen`]} />}
                to="/m/books"
                search={search}
              />
            ))}
          </FigureGrid>
        )}
      </Answered>
      <FlowPanel />
    </PageShell>
  )
}
