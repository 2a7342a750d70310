import assert from 'node:assert/strict'
import { allocate, fen } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { CardForm } from '../card-type/index.ts'

export const productStates = states({
  draft: ['listed'],
  listed: ['delisted'],
  delisted: ['listed'],
})

export const productNotFound = refusal('product.not_found', 404)
export const productNotListed = refusal('product.not_listed', 409)
export const productStateWrong = refusal('product.state_wrong', 409)
export const bundleAllGift = refusal('product.bundle_all_gift', 400)
export const bundleFormWrong = refusal('product.bundle_form_wrong', 400)
export const bundlePartWrong = refusal('product.bundle_part_wrong', 400)
export const bundleAboveValue = refusal('product.bundle_above_value', 400)

/** A part of a bundle before its value is computed; `unitFen` is the single product's own price. */
export type BundlePart =
  | { kind: 'visits'; productId: string; visits: number; unitFen: Fen; gift: boolean }
  | { kind: 'stored-value'; valueFen: Fen; gift: boolean }

/** What a part costs when bought by itself. */
export function listValueOf(part: BundlePart): Fen {
  return part.kind === 'visits' ? fen(part.unitFen * BigInt(part.visits)) : part.valueFen
}

/**
 * Each part's share of the bundle's price, in proportion to list values by largest remainder; gifts get
 * nothing. The shares add up to the price exactly (B3).
 */
export function computeBundle(priceFen: Fen, parts: readonly BundlePart[]): Fen[] {
  const paid = parts.filter((part) => !part.gift)
  if (paid.length === 0) throw bundleAllGift()
  const shares = allocate(priceFen, paid.map(listValueOf))
  let next = 0
  const computed = parts.map((part) => (part.gift ? fen(0n) : shares[next++]!))
  assert(computed.reduce((sum, share) => sum + share, 0n) === priceFen, 'the shares are the price')
  return computed
}

/** Refuses parts that the card's form cannot hold, doubles of one part, and value sold above its face. */
export function checkBundle(form: CardForm, priceFen: Fen, parts: readonly BundlePart[]): void {
  const wrong = parts.find((part) => form !== 'mixed' && part.kind !== form)
  if (wrong) throw bundleFormWrong({ form, kind: wrong.kind })

  const names = parts.map((part) => `${part.kind === 'visits' ? part.productId : 'value'} ${part.gift}`)
  if (new Set(names).size < names.length) throw bundlePartWrong({ problem: 'twice' })

  const computed = computeBundle(priceFen, parts)
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'stored-value' && !part.gift && computed[index]! > part.valueFen) {
      throw bundleAboveValue({ valueFen: part.valueFen, computedFen: computed[index] })
    }
    if (!part.gift && computed[index] === 0n) throw bundlePartWrong({ problem: 'worthless' })
  }
}
