import type { AnswerOf, BodyOf } from '@sesame/contract/route.ts'
import type { cardRoutes } from '@sesame/contract/cards.ts'
import type { merchantAccess } from '@sesame/contract/access.ts'
import type { sessionRoutes } from '@sesame/contract/customer-session.ts'
import type { shopRoutes } from '@sesame/contract/shop.ts'

/** Names for what the contract's routes take and answer. */
export type Person = AnswerOf<typeof sessionRoutes.me>
export type Shop = AnswerOf<typeof shopRoutes.getShop>
export type Product = AnswerOf<typeof shopRoutes.getShopProduct>
export type Order = AnswerOf<typeof shopRoutes.getMyOrder>
export type OrderSummary = AnswerOf<typeof shopRoutes.listMyOrders>['items'][number]
export type MyPayout = AnswerOf<typeof shopRoutes.listMyPayouts>['items'][number]
export type Line = BodyOf<typeof shopRoutes.checkout>['lines'][number]
export type Card = AnswerOf<typeof shopRoutes.getMyCard>
export type CardSummary = AnswerOf<typeof shopRoutes.listMyCards>['items'][number]
export type CardEvent = AnswerOf<typeof shopRoutes.listMyCardEvents>['items'][number]
export type OfferedMethod = AnswerOf<typeof shopRoutes.listPaymentMethods>['items'][number]

export type Staff = AnswerOf<typeof merchantAccess.me>
export type Use = BodyOf<typeof cardRoutes.redeem>['use']
export type Redemption = AnswerOf<typeof cardRoutes.getRedemption>
export type Redeemed = AnswerOf<typeof cardRoutes.redeem>
