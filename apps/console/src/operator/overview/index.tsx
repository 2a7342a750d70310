import { operatorRoutes } from '@sesame/contract/operator'
import type { AnswerOf } from '@sesame/contract/route'
import { useQueryOf } from '../../shared/api.ts'
import { TrendChart } from '../../shared/charts/trend-chart.tsx'
import { Figure, FigureGrid } from '../../shared/figure.tsx'
import { Answered, EmptyLook } from '../../shared/looks.tsx'
import { Money } from '../../shared/money-text.tsx'
import { PageShell, Panel } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'

type Overview = AnswerOf<typeof operatorRoutes.overview>

export default function OverviewPage() {
  const menu = useText('menu')
  const text = useText('operator')
  const overview = useQueryOf(operatorRoutes.overview, {}, { refetchInterval: 15_000 })
  return (
    <PageShell title={menu('operator.overview')} purpose={text('overview.purpose')}>
      <Answered query={overview}>
        {(answer) => (
          <>
            <Figures overview={answer} />
            <Panel title={text('overview.trend')}>
              <Trend overview={answer} />
            </Panel>
          </>
        )}
      </Answered>
    </PageShell>
  )
}

function Figures({ overview }: { overview: Overview }) {
  const text = useText('operator')
  return (
    <FigureGrid>
      <Figure label={text('salesToday')} value={<Money fen={overview.salesTodayFen} />} to="/o/merchants" />
      <Figure
        label={text('redemptionsToday')}
        value={overview.redemptionsToday}
        tone="released"
        to="/o/merchants"
      />
      <Figure
        label={text('escrow')}
        hint={text('escrow.hint')}
        value={<Money fen={overview.escrowFen} />}
        tone="escrow"
        to="/o/merchants"
      />
      <Figure
        label={text('exposure')}
        hint={text('exposure.hint')}
        value={<Money fen={overview.exposureFen} />}
        tone={overview.exposureFen > 0 ? 'risk' : 'neutral'}
        to="/o/merchants"
      />
      <Figure label={text('merchants')} value={overview.merchants} tone="neutral" to="/o/merchants" />
      <Figure
        label={text('customers')}
        value={overview.customers.toLocaleString('en-US')}
        tone="neutral"
        to="/o/merchants"
      />
      <Figure
        label={text('deadJobs')}
        hint={text('deadJobs.hint')}
        value={overview.deadJobs}
        tone={overview.deadJobs > 0 ? 'risk' : 'neutral'}
        to="/o/jobs"
        search={{ state: 'dead' }}
      />
      <Figure
        label={text('refusedNotices')}
        hint={text('refusedNotices.hint')}
        value={overview.refusedNotices}
        tone={overview.refusedNotices > 0 ? 'risk' : 'neutral'}
        to="/o/notices"
      />
    </FigureGrid>
  )
}

function Trend({ overview: { trend } }: { overview: Overview }) {
  const text = useText('operator')
  if (trend.every((day) => day.salesFen === 0 && day.consumedFen === 0))
    return <EmptyLook title={text('overview.trend.empty')} />
  return (
    <TrendChart
      label={text('overview.trend.label')}
      days={trend.map((day) => day.day)}
      series={[
        {
          name: text('overview.sales'),
          tone: 'own',
          unit: 'fen',
          kind: 'bar',
          values: trend.map((day) => day.salesFen),
        },
        {
          name: text('overview.consumed'),
          tone: 'released',
          unit: 'fen',
          values: trend.map((day) => day.consumedFen),
        },
      ]}
      height={300}
    />
  )
}
