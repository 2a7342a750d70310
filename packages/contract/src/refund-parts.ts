import { Count, Fen, Id, T, Time, nullable, object, oneOf } from './schema.ts'
import { refundStates } from './states.ts'

/** What a refund takes back of one line. */
export const RefundTaking = object({
  lineId: Id,
  name: T.String(),
  /** All of it; pieces, or only their money; unused visits; stored value. */
  kind: oneOf('whole', 'units', 'visits', 'value'),
  productName: nullable(T.String()),
  quantity: T.Integer(),
  amountFen: Fen,
  bonusFen: Fen,
  giftVisits: T.Integer(),
})

/** A refund as its order shows it. */
export const OrderRefund = object({
  id: Id,
  orderId: Id,
  orderNumber: T.String(),
  outRefundNo: T.String(),
  amountFen: Fen,
  reason: T.String(),
  state: oneOf(...refundStates),
  cause: oneOf('requested', 'second-success', 'late-success', 'channel-test'),
  createdAt: Time,
  succeededAt: nullable(Time),
  problem: nullable(T.String()),
  takings: T.Array(RefundTaking),
})

export const Reason = T.String({ minLength: 1, maxLength: 80, pattern: '\\S' })

/** What is wanted back of one line: a whole card, pieces or just money, unused visits, stored value. */
export const WantedBack = object({
  lineId: Id,
  whole: T.Optional(T.Boolean()),
  quantity: T.Optional(T.Integer({ minimum: 0, maximum: 10_000 })),
  amountFen: T.Optional(T.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  visits: T.Optional(T.Array(object({ productId: Id, visits: Count }), { minItems: 1, maxItems: 50 })),
  valueFen: T.Optional(T.Integer({ minimum: 1, maximum: 1_000_000_000 })),
})
