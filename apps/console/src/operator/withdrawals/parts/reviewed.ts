import type { AnswerOf } from '@sesame/contract/route'
import type { withdrawalReviewRoutes } from '@sesame/contract/withdrawals'

export type Reviewed = AnswerOf<typeof withdrawalReviewRoutes.getWithdrawalOf>
