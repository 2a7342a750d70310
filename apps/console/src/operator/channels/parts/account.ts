import type { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import type { AnswerOf } from '@sesame/contract/route'

export type OperatorAccount = AnswerOf<typeof operatorChannelRoutes.listOperatorAccounts>['items'][number]
export type Grant = AnswerOf<typeof operatorChannelRoutes.saveGrant>
