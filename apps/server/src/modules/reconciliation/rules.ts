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
  handled: ['open', 'withdrawn'],
  resolved: ['open', 'withdrawn'],
  withdrawn: ['carried', 'open', 'resolved'],
} satisfies Record<BillDifferenceState, readonly BillDifferenceState[]>)

export const billDayTooEarly = refusal('bill.day_too_early', 409)
export const billDayWrong = refusal('bill.day_wrong', 400)
export const billDifferenceNotFound = refusal('bill.difference_not_found', 404)
export const billDifferenceOver = refusal('bill.difference_over', 409)
export const billActionWrong = refusal('bill.action_wrong', 409)
export const billStillDiffers = refusal('bill.still_differs', 409)
export const billHandledElsewhere = refusal('bill.handled_elsewhere', 409)
