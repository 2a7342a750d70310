import assert from 'node:assert/strict'
import type { Tx } from '../kernel/db.ts'
import { cardTypeNotFound, findCardTypes } from '../modules/card-type/index.ts'
import type { CardType } from '../modules/card-type/index.ts'
import type { CardTerms } from '../modules/card/index.ts'
import { orderKindWrong } from '../modules/order/index.ts'
import { findProducts, holdProducts, itemsOfBundles } from '../modules/product/index.ts'
import { productNotFound, productNotListed } from '../modules/product/index.ts'
import type { BundleItem, Product } from '../modules/product/index.ts'
import type { Shelf, Wanted } from './kind.ts'

type Reading = {
  /** Nobody limits what is left of them until the transaction ends. */
  hold?: boolean
}

/** Read at once for all who want some of it. */
export async function readShelf(
  tx: Tx,
  productIds: readonly string[],
  { hold = false }: Reading = {},
): Promise<Shelf> {
  const ids = [...new Set(productIds)]
  for (let attempt = 0; attempt < 5; attempt++) {
    const products = await (hold ? holdProducts(tx, ids) : findProducts(tx, ids))
    const bundles = [...products.values()].filter(({ shape }) => shape === 'bundle')
    const types = await findCardTypes(
      tx,
      bundles.flatMap(({ cardTypeId }) => cardTypeId ?? []),
    )
    const items = await itemsOfBundles(
      tx,
      bundles.map(({ id }) => id),
    )
    // Else one was changed between the readings, and all are read again.
    if (bundles.every((bundle) => isWhole(bundle, items.get(bundle.id) ?? [])))
      return { products, bundles: new Map(bundles.map((one) => [one.id, freeze(one, types, items)])) }
  }
  assert.fail(`the parts of a bundle among ${ids.join(', ')} do not add up to its price`)
}

function isWhole({ priceFen }: Product, items: readonly BundleItem[]): boolean {
  return items.reduce((sum, item) => sum + item.computedFen, 0n) === priceFen
}

function freeze(
  { id, cardTypeId }: Product,
  types: ReadonlyMap<string, CardType>,
  items: ReadonlyMap<string, BundleItem[]>,
): CardTerms {
  const cardType = types.get(cardTypeId!)
  if (!cardType) throw cardTypeNotFound({ cardTypeId })
  return {
    cardTypeId: cardType.id,
    named: cardType.named,
    parts: items.get(id)!.map((item) => ({
      kind: item.kind,
      productId: item.productId,
      visits: item.visits,
      valueFen: Number(item.valueFen),
      gift: item.gift,
      computedFen: Number(item.computedFen),
    })),
  }
}

/** The product as it is listed now; refuses one of another sort, or one that is not for sale. */
export function listedOn(shelf: Shelf, wanted: Wanted, sells: Product['sells']): Product {
  const product = shelf.products.get(wanted.productId)
  if (!product) throw productNotFound({ productId: wanted.productId })
  if (product.sells !== sells) throw orderKindWrong({ productId: product.id, sells: product.sells })
  if (product.state !== 'listed') throw productNotListed({ productId: product.id })
  return product
}

/** A listed bundle, and what it puts on a card, frozen with the price allotted to each part. */
export function bundleOn(shelf: Shelf, wanted: Wanted): { bundle: Product; terms: CardTerms } {
  const bundle = listedOn(shelf, wanted, 'card')
  return { bundle, terms: shelf.bundles.get(bundle.id)! }
}
