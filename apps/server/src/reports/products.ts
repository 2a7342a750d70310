import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { catalogRoutes } from '@sesame/contract/catalog'
import type { Sql, Tx } from '../kernel/db.ts'
import { productNotFound } from '../modules/product/index.ts'
import { startsWith, when } from './filters.ts'
import { limitOf, pageByText, textCursor } from './paging.ts'

type ProductView = AnswerOf<typeof catalogRoutes.getProduct>
type Filters = QueryOf<typeof catalogRoutes.listProducts>
/** bigint at the database's edge; the HTTP layer writes integers. */
type Row = Omit<ProductView, 'imageUrls'> & { imageIds: string[]; place: string }

/** How a picture's address is made; the shop's code is public, the file's name is not. */
export type ImageUrls = (imageIds: readonly string[]) => string[]

/** Products in shelf order, with their parts, what they would cost singly, stock and sales of 30 days. */
export async function listProducts(tx: Tx, query: Filters, urls: ImageUrls) {
  const rows = await tx.query(
    productRows(tx, {
      where: sql`true
        ${when(query.search, (text) => startsWith(sql`p.name`, text))}
        ${when(query.shape, (shape) => sql`p.shape = ${shape}`)}
        ${when(query.state, (state) => sql`p.state = ${state}`)}
        ${when(query.category, (category) => sql`p.category = ${category}`)}
        and ${place} > ${textCursor(query)}`,
      limit: limitOf(query) + 1,
    }),
  )
  const page = pageByText(rows, query, (row) => row.place)
  return { items: page.items.map((row) => viewOf(row, urls)), nextCursor: page.nextCursor }
}

export async function getProductView(tx: Tx, id: string, urls: ImageUrls): Promise<ProductView> {
  const row = await tx.one(productRows(tx, { where: sql`p.id = ${id}`, limit: 1 }))
  if (!row) throw productNotFound({ productId: id })
  return viewOf(row, urls)
}

/** What a customer sees: listed products, without the merchant's drafts. */
export async function listListedProducts(tx: Tx, query: Filters, urls: ImageUrls) {
  return listProducts(tx, { ...query, state: 'listed' }, urls)
}

export async function getListedProduct(tx: Tx, id: string, urls: ImageUrls): Promise<ProductView> {
  const product = await getProductView(tx, id, urls)
  if (product.state !== 'listed') throw productNotFound({ productId: id })
  return product
}

function viewOf({ imageIds, place: _, ...row }: Row, urls: ImageUrls): ProductView {
  return { ...row, imageUrls: urls(imageIds) }
}

const place = sql`(lpad(p.position::text, 6, '0') || p.id::text)`

function productRows(tx: Tx, { where, limit }: { where: Sql; limit: number }): Sql<Row> {
  const monthAgo = new Date(tx.now.getTime() - 30 * 86_400_000)
  return sql<Row>`
    select p.id, p.shape, p.sells, p.name, p.category, p.description, p.price_fen as "priceFen",
      coalesce(parts."listValueFen", p.price_fen) as "listValueFen", p.unit, p.state, p.image_ids as "imageIds",
      p.card_type_id as "cardTypeId", t.name as "cardTypeName", coalesce(parts.items, '[]') as items,
      s.supplied - s.held - s.sold as "stockLeft", sales.sold, p.hidden_on_ios as "hiddenOnIos",
      p.by_express as "byExpress",
      p.position, p.updated_at as "updatedAt", ${place} as place
    from product p
    left join card_type t on t.merchant_id = p.merchant_id and t.id = p.card_type_id
    left join stock s on s.merchant_id = p.merchant_id and s.product_id = p.id
    cross join lateral (${partsOf}) parts
    cross join lateral (
      select coalesce(sum(l.quantity), 0)::integer as sold from order_line l
      join sale_order o on o.merchant_id = l.merchant_id and o.id = l.order_id
      where l.merchant_id = p.merchant_id and l.product_id = p.id and o.created_at >= ${monthAgo}
        and o.state in ('paid', 'fulfilled', 'completed') and l.kind <> 'card-consumption') sales
    where p.merchant_id = ${tx.merchantId} and ${where}
    order by place limit ${limit}`
}

const partsOf = sql`
  select json_agg(json_build_object('kind', i.kind, 'productId', i.product_id, 'productName', single.name,
      'visits', i.visits, 'valueFen', i.value_fen, 'gift', i.gift, 'computedFen', i.computed_fen)
      order by i.position) as items,
    sum(case when i.kind = 'visits' then single.price_fen * i.visits else i.value_fen end)::bigint as "listValueFen"
  from bundle_item i
  left join product single on single.merchant_id = i.merchant_id and single.id = i.product_id
  where i.merchant_id = p.merchant_id and i.bundle_id = p.id`
