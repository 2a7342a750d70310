import assert from 'node:assert/strict'
import type { Tx } from '../kernel/db.ts'
import { getCardType } from '../modules/card-type/index.ts'
import type { CardTerms } from '../modules/card/index.ts'
import type { OrderLine } from '../modules/order/index.ts'
import { listBundleItems } from '../modules/product/index.ts'
import type { Product } from '../modules/product/index.ts'

/** What the bundle puts on a card, frozen with the price allotted to each part. */
export async function freezeTerms(tx: Tx, bundle: Product): Promise<CardTerms> {
  const cardType = await getCardType(tx, bundle.cardTypeId!)
  const items = await listBundleItems(tx, bundle.id)
  const allotted = items.reduce((sum, item) => sum + item.computedFen, 0n)
  assert(allotted === bundle.priceFen, `the parts of ${bundle.id} do not add up to its price`)
  return {
    cardTypeId: cardType.id,
    named: cardType.named,
    parts: items.map((item) => ({
      kind: item.kind,
      productId: item.productId,
      visits: item.visits,
      valueFen: Number(item.valueFen),
      gift: item.gift,
      computedFen: Number(item.computedFen),
    })),
  }
}

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
