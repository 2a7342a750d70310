import { command, query } from './route.ts'
import {
  Count,
  Fen,
  Id,
  PageQuery,
  Period,
  PositiveFen,
  Search,
  T,
  Text,
  Time,
  Whole,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { cardStates, redemptionStates } from './states.ts'

const audience = 'merchant' as const

/** What is left on a card: visits of one product, or stored value. */
export const Holding = object({
  productId: Id,
  productName: T.String(),
  unit: T.String(),
  visitsLeft: Whole,
  giftVisitsLeft: Whole,
})
export const CardSummary = object({
  id: Id,
  number: T.String(),
  typeId: Id,
  typeName: T.String(),
  faceColor: T.String(),
  state: oneOf(...cardStates),
  customerId: Id,
  customerName: T.String(),
  customerMobile: T.String(),
  principalFen: Fen,
  bonusFen: Fen,
  visitsLeft: Whole,
  openedAt: Time,
})
export const Card = object({
  ...CardSummary.properties,
  holdings: T.Array(Holding),
  /** Stored value that can be spent; principal held for visits is not in it. */
  valuePrincipalFen: Fen,
  /** Prepaid money of this card still held in escrow, all pots together. */
  heldFen: Fen,
  openedOrderId: nullable(Id),
  sellerName: nullable(T.String()),
})
export const CardEvent = object({
  id: Id,
  at: Time,
  kind: oneOf('opened', 'recharged', 'redeemed', 'undone', 'refunded', 'frozen', 'unfrozen', 'paid'),
  title: T.String(),
  visits: T.Integer(),
  productName: nullable(T.String()),
  principalFen: Fen,
  bonusFen: Fen,
  actorName: T.String(),
  orderId: nullable(Id),
  redemptionId: nullable(Id),
})

export const Use = T.Union([
  object({ kind: T.Literal('visits'), productId: Id, visits: Count }),
  object({ kind: T.Literal('value'), amountFen: PositiveFen, note: optional(Text(60)) }),
])
export const Redemption = object({
  id: Id,
  at: Time,
  state: oneOf(...redemptionStates),
  cardId: Id,
  cardNumber: T.String(),
  orderId: Id,
  customerName: T.String(),
  customerMobile: T.String(),
  productName: nullable(T.String()),
  note: T.String(),
  visits: Whole,
  giftVisits: Whole,
  amountFen: Fen,
  /** What the merchant earned by it, and what of it came from gifted value. */
  earnedFen: Fen,
  bonusFen: Fen,
  staffName: T.String(),
  storeName: nullable(T.String()),
  undoneAt: nullable(Time),
  undoUntil: Time,
})
const cardParams = object({ cardId: Id })
const redemptionParams = object({ redemptionId: Id })
/** Sixteen digits as the customer's card shows them; spaces are ignored. */
export const CardCode = T.String({ minLength: 16, maxLength: 24 })

export const cardRoutes = {
  listCards: query({
    audience,
    path: '/cards',
    access: 'card.view',
    summary: '卡列表',
    query: object({
      ...PageQuery,
      search: optional(Search),
      state: optional(oneOf(...cardStates)),
      typeId: optional(Id),
      customerId: optional(Id),
    }),
    answer: page(CardSummary),
  }),
  getCard: query({
    audience,
    path: '/cards/:cardId',
    access: 'card.view',
    summary: '卡',
    params: cardParams,
    answer: Card,
  }),
  listCardEvents: query({
    audience,
    path: '/cards/:cardId/history',
    access: 'card.view',
    summary: '卡历史',
    params: cardParams,
    query: object({ ...PageQuery }),
    answer: page(CardEvent),
  }),
  freezeCard: command({
    audience,
    path: '/cards/:cardId/freeze',
    access: 'card.freeze',
    summary: '冻结',
    params: cardParams,
    body: object({ reason: T.String({ minLength: 1, maxLength: 80 }) }),
    answer: Card,
  }),
  unfreezeCard: command({
    audience,
    path: '/cards/:cardId/unfreeze',
    access: 'card.freeze',
    summary: '解冻',
    params: cardParams,
    answer: Card,
  }),
  /** Shows the card behind a code and keeps the code good for this staff member for three minutes; uses nothing. */
  readCode: command({
    audience,
    path: '/card-codes',
    access: 'card.redeem',
    summary: '读取卡码',
    body: object({ code: CardCode }),
    answer: object({ card: Card, redeemUntil: Time }),
  }),
  redeem: command({
    audience,
    path: '/redemptions',
    access: 'card.redeem',
    summary: '核销',
    body: object({ code: CardCode, use: Use, storeId: optional(nullable(Id)) }),
    answer: object({ redemption: Redemption, card: Card }),
  }),
  undoRedemption: command({
    audience,
    path: '/redemptions/:redemptionId/undo',
    access: 'card.undo',
    summary: '撤销核销',
    params: redemptionParams,
    body: object({ reason: T.String({ minLength: 1, maxLength: 80 }) }),
    answer: object({ redemption: Redemption, card: Card }),
  }),
  listRedemptions: query({
    audience,
    path: '/redemptions',
    access: 'card.view',
    summary: '核销记录',
    query: object({
      ...PageQuery,
      ...Period,
      search: optional(Search),
      state: optional(oneOf(...redemptionStates)),
      cardId: optional(Id),
      staffId: optional(Id),
      storeId: optional(Id),
      productId: optional(Id),
      mine: optional(T.Boolean()),
    }),
    answer: page(Redemption),
  }),
  getRedemption: query({
    audience,
    path: '/redemptions/:redemptionId',
    access: 'card.view',
    summary: '核销',
    params: redemptionParams,
    answer: Redemption,
  }),
}
