import type { Tx } from '../../../kernel/db.ts'
import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import { getCardType } from '../../../modules/card-type/index.ts'
import { bundlePartWrong, checkBundle, computeBundle, findProducts } from '../../../modules/product/index.ts'
import type { BundleItem, BundlePart } from '../../../modules/product/index.ts'

export type PartBody =
  | { kind: 'visits'; productId: string; visits: number; gift: boolean }
  | { kind: 'stored-value'; valueFen: number; gift: boolean }

/** Reads the parts' products, refuses what does not fit the card type, and computes each part's value. */
export async function composeBundle(
  tx: Tx,
  bundle: { cardTypeId: string; priceFen: Fen; items: readonly PartBody[] },
): Promise<BundleItem[]> {
  const cardType = await getCardType(tx, bundle.cardTypeId)
  const parts = await partsOf(tx, bundle.items)
  checkBundle(cardType.form, bundle.priceFen, parts)
  const computed = computeBundle(bundle.priceFen, parts)
  return parts.map((part, index) => ({
    kind: part.kind,
    productId: part.kind === 'visits' ? part.productId : null,
    visits: part.kind === 'visits' ? part.visits : 0,
    valueFen: part.kind === 'stored-value' ? part.valueFen : fen(0n),
    gift: part.gift,
    computedFen: computed[index]!,
  }))
}

/** The parts with the own prices of their products; only single visits can be part of a bundle. */
export async function partsOf(tx: Tx, items: readonly PartBody[]): Promise<BundlePart[]> {
  const ids = items.flatMap((item) => (item.kind === 'visits' ? [item.productId] : []))
  const products = await findProducts(tx, ids)
  return items.map((item) => {
    if (item.kind === 'stored-value') return { ...item, valueFen: fen(item.valueFen) }
    const product = products.get(item.productId)
    if (!product || product.sells !== 'visit') throw bundlePartWrong({ productId: item.productId })
    return { ...item, unitFen: product.priceFen }
  })
}
