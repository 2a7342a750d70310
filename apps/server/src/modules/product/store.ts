import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { productNotFound, productStates } from './rules.ts'
import type { BundleItem, Product, ProductDraft } from './types.ts'

const columns = sql`id, shape, sells, name, category, description, price_fen as "priceFen", unit, state,
  card_type_id as "cardTypeId", image_ids as "imageIds", hidden_on_ios as "hiddenOnIos",
  by_express as "byExpress", position, updated_at as "updatedAt"`

export async function findProducts(tx: Tx, ids: readonly string[]): Promise<Map<string, Product>> {
  const rows = await tx.query(sql<Product>`
    select ${columns} from product where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Until the transaction ends nobody begins to limit them (`holdOrdersOff`); what they are may still be changed. */
export async function holdProducts(tx: Tx, ids: readonly string[]): Promise<Map<string, Product>> {
  const rows = await tx.query(sql<Product>`
    select ${columns} from product where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])
    order by id for key share`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Among those who change the product; orders of it come and go meanwhile. */
export async function lockProduct(tx: Tx, id: string): Promise<Product> {
  const product = await tx.one(sql<Product>`
    select ${columns} from product where merchant_id = ${tx.merchantId} and id = ${id} for no key update`)
  if (!product) throw productNotFound({ productId: id })
  return product
}

/** Until the transaction ends no order of the product begins, and those that were beginning are there. */
export async function holdOrdersOff(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`select from product where merchant_id = ${tx.merchantId} and id = ${id} for update`)
}

/** By bundle. */
export async function itemsOfBundles(
  tx: Tx,
  bundleIds: readonly string[],
): Promise<Map<string, BundleItem[]>> {
  if (bundleIds.length === 0) return new Map()
  const rows = await tx.query(sql<BundleItem & { bundleId: string }>`
    select bundle_id as "bundleId", kind, product_id as "productId", visits, value_fen as "valueFen", gift,
      computed_fen as "computedFen"
    from bundle_item where merchant_id = ${tx.merchantId} and bundle_id = any(${[...bundleIds]}::uuid[])
    order by bundle_id, position`)
  return Map.groupBy<string, BundleItem & { bundleId: string }>(rows, ({ bundleId }) => bundleId)
}

export async function insertProduct(
  tx: Tx,
  id: string,
  draft: ProductDraft & Pick<Product, 'shape' | 'sells' | 'cardTypeId'>,
): Promise<void> {
  await tx.query(sql`
    insert into product (merchant_id, id, shape, sells, name, category, description, price_fen, unit, state,
      card_type_id, image_ids, hidden_on_ios, by_express, position, created_at, updated_at)
    values (${tx.merchantId}, ${id}, ${draft.shape}, ${draft.sells}, ${draft.name}, ${draft.category},
      ${draft.description}, ${draft.priceFen}, ${draft.unit}, 'draft', ${draft.cardTypeId},
      ${[...draft.imageIds]}::uuid[], ${draft.hiddenOnIos}, ${draft.byExpress}, ${draft.position}, ${tx.now},
      ${tx.now})`)
}

export async function updateProduct(tx: Tx, id: string, draft: ProductDraft & { cardTypeId: string | null }) {
  await tx.query(sql`
    update product set name = ${draft.name}, category = ${draft.category}, description = ${draft.description},
      price_fen = ${draft.priceFen}, unit = ${draft.unit}, card_type_id = ${draft.cardTypeId},
      image_ids = ${[...draft.imageIds]}::uuid[], hidden_on_ios = ${draft.hiddenOnIos},
      by_express = ${draft.byExpress}, position = ${draft.position}, updated_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${id}`)
}

/** Replaces the parts of a bundle; what was sold before keeps the parts frozen in its order line. */
export async function saveBundleItems(tx: Tx, bundleId: string, items: readonly BundleItem[]): Promise<void> {
  await tx.query(sql`
    delete from bundle_item where merchant_id = ${tx.merchantId} and bundle_id = ${bundleId}`)
  const rows = items.map(
    (item, position) => sql`(${tx.merchantId}::uuid, ${bundleId}::uuid, ${position}::integer, ${item.kind},
      ${item.productId}::uuid, ${item.visits}::integer, ${item.valueFen}::bigint, ${item.gift}::boolean,
      ${item.computedFen}::bigint)`,
  )
  await tx.query(sql`
    insert into bundle_item
      (merchant_id, bundle_id, position, kind, product_id, visits, value_fen, gift, computed_fen)
    values ${sql.join(rows)}`)
}

export async function markProduct(tx: Tx, product: Product, state: Product['state']): Promise<void> {
  productStates.check(product.state, state)
  await tx.query(sql`
    update product set state = ${state}, updated_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${product.id}`)
}
