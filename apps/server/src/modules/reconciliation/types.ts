import type { BillAction, BillDifferenceState, BillDifferenceType } from '@sesame/contract/states'
import type { Custody } from './booking.ts'

export type Suggestion = BillAction | 'wait' | 'none'

/** What does not agree, as a comparison finds it. */
export type FoundDifference = {
  type: BillDifferenceType
  item: 'payment' | 'refund'
  number: string
  occurrence: number
  tradeNumber: string
  channelNumber: string
  happenedAt: Date
  orderId: string | null
  attemptId: string | null
  refundId: string | null
  oursFen: bigint | null
  theirsFen: bigint | null
  feeFen: bigint | null
  expectedFeeFen: bigint | null
  oursState: string | null
  theirsState: string | null
  suggestion: Suggestion
  state: Extract<BillDifferenceState, 'carried' | 'open' | 'resolved'>
  carriedUntil: string | null
}

export type BillDifference = Omit<FoundDifference, 'state'> & {
  id: string
  channelAccountId: string
  day: string
  batchId: string
  state: BillDifferenceState
  foundDay: string | null
  action: BillAction | null
  note: string
  /** Booked by itself, not with the rest of its day. */
  booked: boolean
  /** How often something was booked for it, so that each booking has a key of its own. */
  bookings: number
  custody: Custody
}
