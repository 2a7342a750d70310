import type { RefundState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type RefundCause = 'requested' | 'second-success' | 'late-success' | 'channel-test'

export type Refund = {
  id: string
  orderId: string
  /** Null where the order was paid without a channel: in cash or with a card. */
  attemptId: string | null
  outRefundNo: string
  amountFen: Fen
  cause: RefundCause
  reason: string
  state: RefundState
  channelRefundNo: string | null
  /** Why it is stuck, for the person who has to look. */
  problem: string | null
  polls: number
  polledAt: Date | null
  requestedBy: string
  /** Whose cash is given back. */
  cashStaffId: string | null
  /** The channel may not hear of it before. */
  sendAfter: Date | null
  /** An abnormal one that was turned to another account: the customer's bank card, or the merchant's own. */
  repair: 'bank-card' | 'merchant' | 'merchant-done' | null
  byHand: 'transfer' | 'cash' | null
  createdAt: Date
  succeededAt: Date | null
}

/** What a refund takes back of one line of its order. */
export type Taking = {
  lineId: string
  /** All that the line delivered; pieces of it; unused visits of a card; stored value of a card. */
  kind: 'whole' | 'units' | 'visits' | 'value'
  productId: string | null
  quantity: number
  amountFen: Fen
  /** Gifted value that goes with it: of the card that is refunded, or of the card that had paid. */
  bonusFen: Fen
  giftVisits: GiftVisits[]
}

export type GiftVisits = { productId: string; visits: number }
