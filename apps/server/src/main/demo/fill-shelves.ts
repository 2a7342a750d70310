import { addImage } from '../../flows/catalog/add-image.ts'
import { addCardType } from '../../flows/catalog/save-card-type.ts'
import { addProduct } from '../../flows/catalog/save-product.ts'
import type { SaveProduct } from '../../flows/catalog/save-product.ts'
import { shelveProduct } from '../../flows/catalog/shelve-product.ts'
import { supplyStock } from '../../flows/catalog/supply-stock.ts'
import { actorOf } from '../../modules/access/index.ts'
import { drawPicture } from './pictures.ts'
import { seconds } from './shop.ts'
import type { Shop, StockedProduct } from './shop.ts'
import type { PartPlan, ProductPlan } from './shops/plan.ts'

export type Founded = Pick<
  Shop,
  'plan' | 'merchantId' | 'world' | 'clock' | 'parts' | 'key' | 'owner' | 'stores' | 'managers' | 'cashiers'
>

/** Card types, then products with their pictures, listed and supplied. */
export async function fillShelves(shop: Founded): Promise<Map<string, StockedProduct>> {
  const { plan, parts } = shop
  const pictures = await Promise.all(plan.products.map((product) => drawPicture(product)))
  const cardTypes = new Map<string, string>()
  for (const { key, ...cardType } of plan.cardTypes) {
    const draft = { ...cardType, named: true }
    const { cardTypeId } = await addCardType(parts.db, { ...mark(shop), cardType: draft })
    cardTypes.set(key, cardTypeId)
  }
  const products = new Map<string, StockedProduct>()
  for (const [position, product] of plan.products.entries()) {
    shop.clock.advance(seconds(40))
    const base64 = pictures[position]!.toString('base64')
    const { imageId } = await addImage(parts.db, parts.storage, { ...mark(shop), base64 })
    const body = bodyOf(product, { position, imageId, cardTypes, products })
    const { productId } = await addProduct(parts.db, { ...mark(shop), product: body })
    await shelveProduct(parts.db, { ...mark(shop), productId, to: 'listed' })
    if (product.stock !== undefined)
      await supplyStock(parts.db, { ...mark(shop), productId, change: product.stock })
    products.set(product.key, { id: productId, plan: product })
  }
  return products
}

export const mark = (shop: Pick<Founded, 'merchantId' | 'key' | 'owner'>) => ({
  merchantId: shop.merchantId,
  key: shop.key(),
  actor: actorOf(shop.owner),
})

type Placed = {
  position: number
  imageId: string
  cardTypes: Map<string, string>
  products: Map<string, StockedProduct>
}

function bodyOf(
  product: ProductPlan,
  { position, imageId, cardTypes, products }: Placed,
): SaveProduct['product'] {
  const { name, category, description, yuan, unit = '次' } = product
  const shown = { name, category, description, unit, imageIds: [imageId], hiddenOnIos: false, position }
  const common = { ...shown, priceFen: yuan * 100 }
  if (product.sells !== 'card') return { ...common, shape: 'single', sells: product.sells }
  const items = product.items.map((part) => partOf(part, products))
  return { ...common, shape: 'bundle', cardTypeId: cardTypes.get(product.cardType)!, items }
}

function partOf(part: PartPlan, products: Map<string, StockedProduct>) {
  const gift = part.gift ?? false
  if ('valueYuan' in part) return { kind: 'stored-value' as const, valueFen: part.valueYuan * 100, gift }
  return { kind: 'visits' as const, productId: products.get(part.product)!.id, visits: part.visits, gift }
}
