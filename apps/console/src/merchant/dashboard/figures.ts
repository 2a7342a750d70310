import type { dashboardRoutes } from '@sesame/contract/money'
import type { AnswerOf } from '@sesame/contract/route'

export type Dashboard = AnswerOf<typeof dashboardRoutes.dashboard>
export type Figures = Dashboard['figures']
