import type { channelRoutes } from '@sesame/contract/channels'
import type { AnswerOf, BodyOf } from '@sesame/contract/route'

export type ChannelAccount = AnswerOf<typeof channelRoutes.listChannelAccounts>['items'][number]
export type App = AnswerOf<typeof channelRoutes.listApps>['items'][number]
export type ChannelKeys = BodyOf<typeof channelRoutes.addChannelAccount>['keys']
export type Provider = ChannelAccount['provider']
export type Custody = ChannelAccount['custody']
export const providers: Provider[] = ['wechat-pay', 'alipay']
export const custodies: Custody[] = ['own', 'operator']
