import assert from 'node:assert/strict'
import type { Tx } from '../kernel/db.ts'
import { getCardType } from '../modules/card-type/index.ts'
import type { CardType } from '../modules/card-type/index.ts'
import type { CardTerms } from '../modules/card/index.ts'
import type { OrderLine } from '../modules/order/index.ts'
import { listBundleItems } from '../modules/product/index.ts'
import type { BundleItem, Product } from '../modules/product/index.ts'
import type { Wanted } from './kind.ts'
import { getListed } from './single.ts'

/** A listed bundle, and what it puts on a card, frozen with the price allotted to each part. */
export async function getListedBundle(
  tx: Tx,
  wanted: Wanted,
): Promise<{ bundle: Product; terms: CardTerms }> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const bundle = await getListed(tx, wanted, 'card')
    const cardType = await getCardType(tx, bundle.cardTypeId!)
    const items = await listBundleItems(tx, bundle.id)
    const allotted = items.reduce((sum, item) => sum + item.computedFen, 0n)
    // Else it was changed between the two reads, and is read again.
    if (allotted === bundle.priceFen) return { bundle, terms: freeze(cardType, items) }
  }
  assert.fail(`the parts of ${wanted.productId} do not add up to its price`)
}

function freeze(cardType: CardType, items: readonly BundleItem[]): CardTerms {
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
