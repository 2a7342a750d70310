import type { BodyOf } from '@sesame/contract/route'
import type { catalogRoutes } from '@sesame/contract/catalog'
import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { fen } from '../../kernel/money.ts'
import { getCardType } from '../../modules/card-type/index.ts'
import { checkImages } from '../../modules/image/index.ts'
import {
  insertProduct,
  lockProduct,
  productStateWrong,
  saveBundleItems,
  updateProduct,
} from '../../modules/product/index.ts'
import type { Product, ProductDraft } from '../../modules/product/index.ts'
import { composeBundle } from './parts/compose-bundle.ts'

type Body = BodyOf<typeof catalogRoutes.addProduct>
export type SaveProduct = { merchantId: string; key: string; actor: Actor; product: Body }

/** A product starts as a draft; listing it is a step of its own (B3). */
export async function addProduct(db: Db, input: SaveProduct): Promise<{ productId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'add-product', input, async () => {
      const { product } = input
      await checkNamed(tx, product)
      const productId = tx.newId()
      await insertProduct(tx, productId, { ...draftOf(product), ...shapeOf(product) })
      await saveParts(tx, productId, product)
      await auditProduct(tx, input, 'product.added', productId)
      return { productId }
    }),
  )
}

/** Shape and what it sells never change; cards sold before keep what they were sold with. */
export async function editProduct(
  db: Db,
  input: SaveProduct & { productId: string },
): Promise<{ productId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'edit-product', input, async () => {
      const { product, productId } = input
      const before = await lockProduct(tx, productId)
      const shape = shapeOf(product)
      if (before.shape !== shape.shape || before.sells !== shape.sells)
        throw productStateWrong({ shape: before.shape })
      await checkNamed(tx, product)
      await updateProduct(tx, productId, { ...draftOf(product), cardTypeId: shape.cardTypeId })
      await saveParts(tx, productId, product)
      await auditProduct(tx, input, 'product.edited', productId, before)
      return { productId }
    }),
  )
}

/** First of all, because the product's own row points to them. */
async function checkNamed(tx: Tx, product: Body): Promise<void> {
  await checkImages(tx, product.imageIds)
  if (product.shape === 'bundle') await getCardType(tx, product.cardTypeId)
}

async function saveParts(tx: Tx, productId: string, product: Body): Promise<void> {
  if (product.shape !== 'bundle') return
  const items = await composeBundle(tx, { ...product, priceFen: fen(product.priceFen) })
  await saveBundleItems(tx, productId, items)
}

function draftOf(product: Body): ProductDraft {
  const { name, category, description, unit, imageIds, hiddenOnIos, position } = product
  return {
    name: name.trim(),
    category: category.trim(),
    description,
    unit: unit.trim() || '次',
    imageIds,
    hiddenOnIos,
    position,
    byExpress: product.shape === 'single' && product.sells === 'goods' && product.byExpress === true,
    priceFen: fen(product.priceFen),
  }
}

function shapeOf(product: Body): Pick<Product, 'shape' | 'sells' | 'cardTypeId'> {
  return product.shape === 'bundle'
    ? { shape: 'bundle', sells: 'card', cardTypeId: product.cardTypeId }
    : { shape: 'single', sells: product.sells, cardTypeId: null }
}

async function auditProduct(tx: Tx, input: SaveProduct, action: string, productId: string, before?: Product) {
  const { actor, product } = input
  await audit(tx, { actor, action, subjectKind: 'product', subjectId: productId, before, after: product })
}
