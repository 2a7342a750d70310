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
  createdAt: Date
  succeededAt: Date | null
}
