import type { AnswerOf } from '@sesame/contract/route'
import type { withdrawalRoutes } from '@sesame/contract/withdrawals'

export type FundsAnswer = AnswerOf<typeof withdrawalRoutes.funds>
