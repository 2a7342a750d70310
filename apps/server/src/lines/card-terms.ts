import assert from 'node:assert/strict'
import type { CardTerms } from '../modules/card/index.ts'
import type { OrderLine } from '../modules/order/index.ts'

export function termsOf(line: OrderLine): CardTerms {
  assert(line.kind === 'card-open' || line.kind === 'card-recharge')
  return line.terms as CardTerms
}

export function potsOf(terms: CardTerms): string[] {
  return [...new Set(terms.parts.map((part) => part.productId ?? 'value'))]
}

/** What the holder sees of it in the card's history. */
export function grantedOf(terms: CardTerms): { visits: number; principalFen: bigint; bonusFen: bigint } {
  const sum = (pick: (part: CardTerms['parts'][number]) => number) =>
    terms.parts.reduce((total, part) => total + pick(part), 0)
  return {
    visits: sum((part) => part.visits),
    principalFen: BigInt(sum((part) => part.computedFen)),
    bonusFen: BigInt(sum((part) => (part.kind === 'stored-value' ? part.valueFen - part.computedFen : 0))),
  }
}
