import type { RefundState } from '@sesame/contract/states'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'

export const refundStates = states({
  requested: ['approved', 'rejected'],
  approved: ['processing'],
  rejected: [],
  processing: ['succeeded', 'abnormal', 'closed'],
  succeeded: [],
  abnormal: ['processing', 'succeeded'],
  closed: ['processing', 'succeeded'],
} satisfies Record<RefundState, readonly RefundState[]>)

export const refundNotFound = refusal('refund.not_found', 404)
export const refundNotRetryable = refusal('refund.not_retryable', 409)
export const refundAlreadyRequested = refusal('refund.already_requested', 409)
export const refundCashShort = refusal('refund.cash_short', 409)

const pollSeconds = [60, 300, 600, 1200, 1800]
const pollsOfFirstDay = 48

/** When to ask again: after 1, 5, 10, 20 and each 30 minutes, from the second day on every six hours. */
export function nextRefundPoll(polls: number, now: Date): Date {
  const seconds = polls >= pollsOfFirstDay ? 21_600 : (pollSeconds[polls] ?? pollSeconds.at(-1)!)
  return new Date(now.getTime() + seconds * 1000)
}
