import type { RefundState } from '@sesame/contract/states'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { Refund } from './types.ts'

export const refundStates = states({
  requested: ['approved', 'rejected'],
  approved: ['processing'],
  rejected: [],
  processing: ['succeeded', 'abnormal', 'closed'],
  succeeded: [],
  abnormal: ['processing', 'succeeded', 'cancelled'],
  closed: ['processing', 'succeeded', 'cancelled'],
  cancelled: [],
} satisfies Record<RefundState, readonly RefundState[]>)

export const refundNotFound = refusal('refund.not_found', 404)
export const refundNotRetryable = refusal('refund.not_retryable', 409)
export const refundAlreadyRequested = refusal('refund.already_requested', 409)
export const refundCashShort = refusal('refund.cash_short', 409)
export const refundNothing = refusal('refund.nothing', 400)
export const refundTooMuch = refusal('refund.too_much', 409)
export const refundTooMany = refusal('refund.too_many', 409)
export const refundPotMixed = refusal('refund.pot_mixed', 409)
export const refundLineWrong = refusal('refund.line_wrong', 400)
export const refundNotWaiting = refusal('refund.not_waiting', 409)
export const refundSamePerson = refusal('refund.same_person', 409)
export const refundChanged = refusal('refund.changed', 409)
export const refundNotStuck = refusal('refund.not_stuck', 409)
export const refundNotClosed = refusal('refund.not_closed', 409)
export const refundNotTurnable = refusal('refund.not_turnable', 409)
export const refundPaidToMerchant = refusal('refund.paid_to_merchant', 409)

/** Nothing was given back by these, and nothing will be. */
export const isOver = ({ state }: Pick<Refund, 'state'>): boolean =>
  state === 'rejected' || state === 'cancelled'

/** Its money waits in the reserve, and its order is being refunded. */
export const isUnderWay = ({ state }: Pick<Refund, 'state'>): boolean =>
  state === 'approved' || isSent({ state })

const isSent = ({ state }: Pick<Refund, 'state'>): boolean =>
  state === 'processing' || state === 'abnormal' || state === 'closed'

/** Waits for a person: the channel could not do it, or has closed it. */
export const isStuck = ({ state }: Pick<Refund, 'state'>): boolean =>
  state === 'abnormal' || state === 'closed'

/** One payment is refunded in at most so many parts at both channels. */
export const refundsOfPaymentMax = 50

const spacingMilliseconds = 61_000

/** WeChat Pay takes the refunds of one payment a minute apart. */
export function sendAfter(others: readonly Pick<Refund, 'sendAfter'>[], now: Date): Date {
  const latest = Math.max(0, ...others.map((other) => other.sendAfter?.getTime() ?? 0))
  return new Date(Math.max(now.getTime(), latest + spacingMilliseconds))
}

const pollSeconds = [60, 300, 600, 1200, 1800]
const pollsOfFirstDay = 48

/** When to ask again: after 1, 5, 10, 20 and each 30 minutes, from the second day on every six hours. */
export function nextRefundPoll(polls: number, now: Date): Date {
  const seconds = polls >= pollsOfFirstDay ? 21_600 : (pollSeconds[polls] ?? pollSeconds.at(-1)!)
  return new Date(now.getTime() + seconds * 1000)
}
