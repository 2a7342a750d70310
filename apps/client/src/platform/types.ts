import type { AnswerOf, BodyOf, QueryOf } from '@sesame/contract/route.ts'
import type { shopRoutes } from '@sesame/contract/shop.ts'

export type PaymentMethod = BodyOf<typeof shopRoutes.pay>['method']
export type Credential = AnswerOf<typeof shopRoutes.pay>['credential']
export type CredentialOf<Kind extends Credential['kind']> = Extract<Credential, { kind: Kind }>
/** Where the app runs: the server offers the payment methods that work there. */
export type Environment = QueryOf<typeof shopRoutes.listPaymentMethods>['environment']

/** No proof of payment: only our server's answer is. `leaving`: the browser goes to the channel's page. */
export type PayOutcome = 'confirming' | 'cancelled' | 'failed' | 'leaving'

/** What opens the page where a person takes what a merchant sends them. */
export type Confirmation = { appId: string; mchId: string; package: string }

export type LoginWay = 'wechat-mini' | 'wechat-oauth' | 'alipay-mini' | 'alipay-oauth'

export type MiniCode = { provider: 'wechat' | 'alipay'; appId: string; code: string; phoneCode?: string }
