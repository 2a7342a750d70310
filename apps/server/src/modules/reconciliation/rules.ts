import type { BillDayState, BillDifferenceState } from '@sesame/contract/states'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'

export const billDayStates = states({
  waiting: ['refused', 'differences', 'matched'],
  refused: ['waiting', 'differences', 'matched'],
  differences: ['matched'],
  matched: ['differences'],
} satisfies Record<BillDayState, readonly BillDayState[]>)

/** Carried: looked for in the bills of the next days. Withdrawn: a later batch of its day no longer finds it. */
export const billDifferenceStates = states({
  carried: ['open', 'resolved', 'withdrawn'],
  open: ['handled', 'resolved', 'withdrawn'],
  handled: ['open'],
  resolved: ['open', 'withdrawn'],
  withdrawn: ['carried', 'open', 'resolved'],
} satisfies Record<BillDifferenceState, readonly BillDifferenceState[]>)

export const billDayTooEarly = refusal('bill.day_too_early', 409)
export const billDayWrong = refusal('bill.day_wrong', 400)
