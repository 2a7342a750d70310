import assert from 'node:assert/strict'
import type { CardState } from '@sesame/contract/states'
import { allocate, fen } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { Card, Holdings, ValueHolding, VisitHolding } from './types.ts'

export const cardStates = states({
  produced: ['sold'],
  sold: ['bound'],
  bound: ['active'],
  active: ['frozen', 'gifting', 'returning', 'cancelling', 'lost', 'expired'],
  frozen: ['active', 'lost'],
  gifting: ['active', 'lost'],
  returning: ['returned', 'active'],
  returned: [],
  cancelling: ['cancelled', 'active'],
  cancelled: [],
  lost: ['replaced', 'active'],
  replaced: [],
  expired: ['active'],
} satisfies Record<CardState, readonly CardState[]>)

export const cardNotFound = refusal('card.not_found', 404)
export const cardNotActive = refusal('card.not_active', 409)
export const cardNotFrozen = refusal('card.not_frozen', 409)
export const cardTypeMismatch = refusal('card.type_mismatch', 409)
export const cardAboveLimit = refusal('card.above_limit', 409)
export const cardUsed = refusal('card.used', 409)
export const notEnoughVisits = refusal('card.not_enough_visits', 409)
export const notEnoughValue = refusal('card.not_enough_value', 409)
export const cardCodeMalformed = refusal('card.code_malformed', 400)
/** One answer for a wrong code, an old one and a card that does not exist: nothing is learned by trying. */
export const cardCodeWrong = refusal('card.code_wrong', 409)
export const cardCodeUsed = refusal('card.code_used', 409)

export function checkActive(card: Card): void {
  if (card.state !== 'active') throw cardNotActive({ cardId: card.id, state: card.state })
}

/** What a card may hold is limited by law, money on its way to it included (商务部令2012年第9号). */
export function checkLimit(
  wantedFen: bigint,
  named: boolean,
  limits: { namedFen: number; anonymousFen: number },
) {
  const limitFen = named ? limits.namedFen : limits.anonymousFen
  if (wantedFen > BigInt(limitFen)) throw cardAboveLimit({ limitFen, wantedFen: Number(wantedFen), named })
}

/** All prepaid money of a card, whatever it was paid for. */
export function heldOf(holdings: Holdings): Fen {
  return fen(
    holdings.visits.reduce((sum, one) => sum + one.principalFen, holdings.value.principalFen as bigint),
  )
}

/** What is taken from stored value: paid and gifted in proportion, the built-in contract's rule. */
export type ValueTaken = { principalFen: Fen; bonusFen: Fen; recoveredFen: Fen }

export function takeValue(held: ValueHolding, amountFen: Fen): ValueTaken {
  assert(amountFen > 0n)
  const leftFen = held.principalFen + held.bonusFen
  if (leftFen < amountFen) throw notEnoughValue({ leftFen: Number(leftFen) })

  const [principalFen, bonusFen] = allocate(amountFen, [held.principalFen, held.bonusFen]) as [Fen, Fen]
  assert(principalFen <= held.principalFen && bonusFen <= held.bonusFen)
  return { principalFen, bonusFen, recoveredFen: recovered(held, principalFen) }
}

export function afterValue(held: ValueHolding, taken: ValueTaken): ValueHolding {
  return {
    principalFen: fen(held.principalFen - taken.principalFen),
    bonusFen: fen(held.bonusFen - taken.bonusFen),
    advancedFen: fen(held.advancedFen - taken.recoveredFen),
  }
}

export type VisitsTaken = { paid: bigint; gift: bigint; principalFen: Fen; recoveredFen: Fen }

/** Paid visits go first. Each earns its share of what remains, so the last always takes the last fen. */
export function takeVisits(held: VisitHolding, visits: number): VisitsTaken {
  assert(Number.isSafeInteger(visits) && visits > 0)
  const wanted = BigInt(visits)
  const left = held.paid + held.gift
  if (left < wanted) throw notEnoughVisits({ visitsLeft: Number(left) })

  const paid = wanted < held.paid ? wanted : held.paid
  const principalFen = fen(paid === 0n ? 0n : (held.principalFen * paid) / held.paid)
  return { paid, gift: wanted - paid, principalFen, recoveredFen: recovered(held, principalFen) }
}

export function afterVisits(held: VisitHolding, taken: VisitsTaken): VisitHolding {
  return {
    productId: held.productId,
    paid: held.paid - taken.paid,
    gift: held.gift - taken.gift,
    principalFen: fen(held.principalFen - taken.principalFen),
    advancedFen: fen(held.advancedFen - taken.recoveredFen),
  }
}

/** What the merchant had already received of it: its share of the advance, the last takes all. */
function recovered(held: { principalFen: Fen; advancedFen: Fen }, takenFen: Fen): Fen {
  assert(held.advancedFen >= 0n && held.advancedFen <= held.principalFen)
  return fen(held.principalFen === 0n ? 0n : (held.advancedFen * takenFen) / held.principalFen)
}
