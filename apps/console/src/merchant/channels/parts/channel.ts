import type { channelRoutes } from '@sesame/contract/channels'
import type { AnswerOf } from '@sesame/contract/route'

export type ChannelAccount = AnswerOf<typeof channelRoutes.listChannelAccounts>['items'][number]
export type App = AnswerOf<typeof channelRoutes.listApps>['items'][number]
export type PaymentDefault = AnswerOf<typeof channelRoutes.listPaymentDefaults>['items'][number]
