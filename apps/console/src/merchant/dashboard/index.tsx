import { dashboardRoutes } from '@sesame/contract/money'
import { useQueryOf } from '../../shared/api.ts'
import { LiveDot } from '../../shared/live-dot.tsx'
import { Answered } from '../../shared/looks.tsx'
import { PageShell } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'
import { useLive } from '../../shared/use-live.ts'
import './dashboard.css'
import { BestSellers } from './parts/best-sellers.tsx'
import { DayFigures } from './parts/day-figures.tsx'
import { DayTrend } from './parts/day-trend.tsx'
import { FirstSteps } from './parts/first-steps.tsx'
import { LatestEvents } from './parts/latest-events.tsx'
import { ToDo } from './parts/to-do.tsx'
import { useFollowed } from './use-followed.ts'

export default function DashboardPage() {
  const menu = useText('menu')
  const text = useText('dashboard')
  const live = useLive(dashboardRoutes.live, {})
  const dashboard = useQueryOf(dashboardRoutes.dashboard, {})
  useFollowed(live.latest, dashboard.refetch)
  return (
    <PageShell title={menu('dashboard')} purpose={text('purpose')} aside={<LiveDot live={live} />}>
      <FirstSteps />
      <Answered query={dashboard}>
        {(answer) => {
          const figures = live.latest ?? answer.figures
          return (
            <>
              <ToDo figures={figures} />
              <DayFigures figures={figures} yesterday={answer.yesterday} />
              <div className="dashboard-columns">
                <DayTrend trend={answer.trend} figures={figures} />
                <LatestEvents latest={answer.latest} />
              </div>
              <BestSellers best={answer.best} />
            </>
          )
        }}
      </Answered>
    </PageShell>
  )
}
