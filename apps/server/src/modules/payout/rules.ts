import type { PayableState, PayoutState } from '@sesame/contract/states'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'

export const payableNotFound = refusal('payable.not_found', 404)
export const payableReviewed = refusal('payable.reviewed', 409)
export const payoutNotFound = refusal('payout.not_found', 404)
export const payoutOwnRequest = refusal('payout.own_request', 403)
export const payoutNotRequested = refusal('payout.not_requested', 409)
export const payoutOver = refusal('payout.over', 409)
export const payoutPayeeUnknown = refusal('payout.payee_unknown', 409)
export const payoutCertificatesNeeded = refusal('payout.certificates_needed', 409)
export const payoutNoAccount = refusal('payout.no_account', 409)
export const payoutNameNeeded = refusal('payout.name_needed', 400)
export const payoutPayeeTwice = refusal('payout.payee_twice', 400)
export const payoutNotPayable = refusal('payout.not_payable', 409)
export const payoutNotAvailable = refusal('payout.not_available', 409)

export const payableStates = states({
  entered: ['approved', 'rejected'],
  approved: [],
  rejected: [],
} satisfies Record<PayableState, readonly PayableState[]>)

/**
 * A channel may accept and end in one breath. What it said was over can still turn out paid: the words that said so
 * were late, and the last word counts.
 */
export const payoutStates = states({
  requested: ['approved', 'cancelled'],
  approved: ['sending', 'cancelled'],
  sending: ['waiting', 'succeeded', 'failed', 'cancelled'],
  waiting: ['succeeded', 'failed', 'cancelled'],
  succeeded: [],
  failed: ['succeeded'],
  cancelled: ['succeeded'],
} satisfies Record<PayoutState, readonly PayoutState[]>)

const onTheWay: ReadonlySet<PayoutState> = new Set(['approved', 'sending', 'waiting'])

/** The channel may have it, so it has to be asked. */
export const isOnTheWay = ({ state }: { state: PayoutState }): boolean => onTheWay.has(state)

/** WeChat Pay compares the name from here on. */
const nameFromFen = 200_000n

export function checkPayeeName(one: {
  provider: 'wechat-pay' | 'alipay'
  amountFen: bigint
  payeeName: string | undefined
}): void {
  if (one.provider === 'wechat-pay' && one.amountFen >= nameFromFen && one.payeeName === undefined)
    throw payoutNameNeeded({ fromFen: Number(nameFromFen) })
}

const pollSeconds = [30, 60, 300, 600, 1800]

/** When to ask again: soon, then each half hour; who does not confirm within a day is heard of the next. */
export function nextPayoutPoll(polls: number, now: Date): Date {
  return new Date(now.getTime() + (pollSeconds[polls] ?? pollSeconds.at(-1)!) * 1000)
}

const doubtMilliseconds = 10 * 60_000

/**
 * A refusal ends a payout only where no earlier call can still be under way: one that timed out might be carried out
 * after the channel was asked.
 */
export function isRefusalFinal(payout: { polls: number; sentAt: Date | null }, now: Date): boolean {
  if (payout.polls === 0 || payout.sentAt === null) return true
  return now.getTime() - payout.sentAt.getTime() >= doubtMilliseconds
}
