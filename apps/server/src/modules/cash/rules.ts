import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { cashStates } from '@sesame/contract/states'

export const handInStates = states({
  counted: ['received', 'withdrawn'],
  received: [],
  withdrawn: [],
} satisfies Record<(typeof cashStates)[number], readonly (typeof cashStates)[number][]>)

export const cashAboveLimit = refusal('cash.above_limit', 409)
export const cashMustHandIn = refusal('cash.must_hand_in', 409)
export const cashNothing = refusal('cash.nothing', 409)
export const cashHandInNotFound = refusal('cash.hand_in_not_found', 404)
export const cashHandInOpen = refusal('cash.hand_in_open', 409)
export const cashHandInEnded = refusal('cash.hand_in_ended', 409)
export const cashSamePerson = refusal('cash.same_person', 409)
export const cashChanged = refusal('cash.changed', 409)
export const cashReasonRequired = refusal('cash.reason_required', 400)
export const cashCountWrong = refusal('cash.count_wrong', 400)
export const cashSafeShort = refusal('cash.safe_short', 409)

/** Notes and coins that are in use, in fen. */
const denominationsFen = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10]

export type Denomination = { valueFen: number; pieces: number }

/** What was counted piece by piece adds up to what is said, or nobody counted pieces. */
export function checkCount(countedFen: bigint, pieces: readonly Denomination[]): void {
  if (pieces.length === 0) return
  const sum = pieces.reduce((total, { valueFen, pieces: count }) => total + valueFen * count, 0)
  const isKnown = pieces.every(({ valueFen }) => denominationsFen.includes(valueFen))
  if (!isKnown || BigInt(sum) !== countedFen) throw cashCountWrong({ sumFen: sum })
}

/** What is there less what should be: below zero where something is missing. */
export const differenceOf = (one: { bookedFen: bigint; keptFen: bigint; countedFen: bigint }): bigint =>
  one.countedFen - (one.bookedFen - one.keptFen)
