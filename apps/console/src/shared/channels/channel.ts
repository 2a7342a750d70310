import type { channelRoutes } from '@sesame/contract/channels'
import type { AnswerOf, BodyOf } from '@sesame/contract/route'

type Account = AnswerOf<typeof channelRoutes.listChannelAccounts>['items'][number]
export type ChannelKeys = BodyOf<typeof channelRoutes.addChannelAccount>['keys']
export type Provider = Account['provider']
export type Secret = Account['secrets'][number]
export type Certificates = Account['certificates']
export const providers: Provider[] = ['wechat-pay', 'alipay']
