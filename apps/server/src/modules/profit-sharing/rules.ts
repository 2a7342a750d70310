import type { ShareState } from '@sesame/contract/states'
import { fen, portion } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { Receiver, ShareLine, ShareReturn } from './types.ts'

export const shareNotFound = refusal('sharing.not_found', 404)
export const receiverNotFound = refusal('sharing.receiver_not_found', 404)
export const receiverThere = refusal('sharing.receiver_there', 409)
export const receiverRefused = refusal('sharing.receiver_refused', 409)
export const sharingTooMuch = refusal('sharing.too_much', 409)
export const sharingNotHere = refusal('sharing.not_here', 409)
export const shareNotAbnormal = refusal('sharing.not_abnormal', 409)
export const channelSilent = refusal('sharing.channel_silent', 503)

export const shareStates = states({
  planned: ['sharing', 'unfreezing', 'void'],
  sharing: ['finished', 'abnormal'],
  finished: [],
  unfreezing: ['unfrozen', 'abnormal'],
  unfrozen: [],
  abnormal: ['sharing', 'unfreezing'],
  void: [],
} satisfies Record<ShareState, readonly ShareState[]>)

/** The channel's own limit of what one order may give away. */
export const basisPointsMax = 3000

const minuteMilliseconds = 60_000
const dayMilliseconds = 24 * 60 * minuteMilliseconds
/** The channel lets go of the money after thirty days; by then it must be decided. */
const givenUpAfterDays = 25

export const isGivenUp = (paidAt: Date, now: Date): boolean =>
  now.getTime() - paidAt.getTime() > givenUpAfterDays * dayMilliseconds

/** Nothing may be shared in the first minute after the payment. */
export const shareableSince = (now: Date): Date => new Date(now.getTime() - minuteMilliseconds)

const pollSeconds = [60, 120, 300, 600, 1800]

export function nextSharePoll(polls: number, now: Date): Date {
  return new Date(now.getTime() + (pollSeconds[polls] ?? pollSeconds.at(-1)!) * 1000)
}

/** Each receiver's part of what was not refunded; what is too little for a fen is not shared. */
export function divide(
  netFen: Fen,
  receivers: readonly Receiver[],
): { receiver: Receiver; amountFen: Fen }[] {
  return receivers
    .map((receiver) => ({ receiver, amountFen: portion(netFen, receiver.basisPoints) }))
    .filter(({ amountFen }) => amountFen > 0n)
}

type Due = {
  line: Pick<ShareLine, 'amountFen'>
  returns: readonly Pick<ShareReturn, 'amountFen' | 'state'>[]
  /** What the channel took, and all that goes back of it, this refund included. */
  paidFen: bigint
  refundsFen: bigint
}

/** A receiver keeps the share of what stays; the rest of what they got is due back before the refund is made. */
export function dueBack({ line, returns, paidFen, refundsFen }: Due): Fen {
  const kept = (line.amountFen * (paidFen - refundsFen)) / paidFen
  const given = returns
    .filter(({ state }) => state !== 'failed')
    .reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const due = line.amountFen - given - kept
  return fen(due > 0n ? due : 0n)
}
