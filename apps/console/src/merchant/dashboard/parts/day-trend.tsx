import { useMemo } from 'react'
import { TrendChart } from '../../../shared/charts/trend-chart.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useText } from '../../../shared/text.ts'
import type { Dashboard, Figures } from '../figures.ts'

type DayTrendProps = { trend: Dashboard['trend']; figures: Figures }

/** The last 14 days; today's point is the live one. */
export function DayTrend({ trend, figures }: DayTrendProps) {
  const text = useText('dashboard')
  const { day, salesFen, consumedFen, redemptions } = figures
  const days = useMemo(
    () => trend.map((one) => (one.day === day ? { day, salesFen, consumedFen, redemptions } : one)),
    [trend, day, salesFen, consumedFen, redemptions],
  )
  const series = useMemo(
    () => [
      {
        name: text('trend.sales'),
        tone: 'own' as const,
        values: days.map((one) => one.salesFen),
        unit: 'fen' as const,
      },
      {
        name: text('trend.consumed'),
        tone: 'released' as const,
        values: days.map((one) => one.consumedFen),
        unit: 'fen' as const,
      },
      {
        name: text('trend.redemptions'),
        tone: 'neutral' as const,
        values: days.map((one) => one.redemptions),
        unit: 'count' as const,
        kind: 'bar' as const,
      },
    ],
    [days, text],
  )
  const labels = useMemo(() => days.map((one) => one.day), [days])
  return (
    <Panel title={text('trend')}>
      <TrendChart days={labels} series={series} height={300} label={text('trend.label')} />
    </Panel>
  )
}
