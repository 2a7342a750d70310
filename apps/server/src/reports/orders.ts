import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { orderRoutes } from '@sesame/contract/orders'
import type { Sql, Tx } from '../kernel/db.ts'
import { scopeFilter } from '../modules/access/index.ts'
import type { Sight } from '../modules/access/index.ts'
import { startsWith, when, within } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'
import type { PageQuery } from './paging.ts'

type Summary = AnswerOf<typeof orderRoutes.listOrders>['items'][number]
type Filters = QueryOf<typeof orderRoutes.listOrders>
type Row = Omit<Summary, 'createdAt'> & { createdAt: Date }

/** What a customer or a number starts with; a number of four digits is the end of a mobile. */
export const matches = (text: string): Sql =>
  /^\d{4}$/.test(text)
    ? sql`(c.mobile_tail = ${text} or o.number = ${text})`
    : sql`(o.number = ${text.toUpperCase()} or ${startsWith(sql`c.name`, text)})`

/** Orders that this staff member may see, newest first. */
export async function listOrders(tx: Tx, sight: Sight, query: Filters) {
  const { search, state, kind, customerId, sellerId, storeId } = query
  const where = sql`${scopeFilter(sight, { storeColumn: 'o.store_id', staffColumn: 'o.seller_id' })}
    ${when(search, matches)}
    ${when(state, (one) => sql`o.state = ${one}`)}
    ${when(customerId, (id) => sql`o.customer_id = ${id}`)}
    ${when(sellerId, (id) => sql`o.seller_id = ${id}`)}
    ${when(storeId, (id) => sql`o.store_id = ${id}`)}
    ${when(kind, ofKind)}
    ${within(sql`o.created_at`, query)}`
  return pageOfOrders(tx, where, query)
}

/** One customer's own orders at this merchant. Redemptions show in the card's history instead. */
export async function listOrdersOfCustomer(
  tx: Tx,
  customerId: string,
  query: PageQuery & { state?: string | undefined },
) {
  const where = sql`o.customer_id = ${customerId} and o.source <> 'redemption'
    ${when(query.state, (state) => sql`o.state = ${state}`)}`
  return pageOfOrders(tx, where, query)
}

const ofKind = (kind: string): Sql => sql`exists (select from order_line l
  where l.merchant_id = o.merchant_id and l.order_id = o.id and l.kind = ${kind})`

async function pageOfOrders(tx: Tx, where: Sql, query: PageQuery) {
  const rows = await tx.query(sql<Row>`
    select ${orderColumns} from sale_order o ${orderNames}
    where o.merchant_id = ${tx.merchantId} and ${where}
      ${afterCursor(query, sql`o.created_at`, sql`o.id`)}
    order by o.created_at desc, o.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.createdAt)
}

/** The columns of an order in a list, for the detail page too. */
export const orderColumns = sql`o.id, o.number, o.source, o.state, o.customer_id as "customerId",
  c.name as "customerName", c.mobile_masked as "customerMobile", seller.name as "sellerName",
  store.name as "storeName", o.title, o.total_fen as "totalFen", o.paid_fen as "paidFen",
  o.refunded_fen as "refundedFen", o.tender, o.created_at as "createdAt", o.paid_at as "paidAt",
  o.expires_at as "expiresAt"`

export const orderNames = sql`
  left join customer c on c.merchant_id = o.merchant_id and c.id = o.customer_id
  left join staff seller on seller.merchant_id = o.merchant_id and seller.id = o.seller_id
  left join store on store.merchant_id = o.merchant_id and store.id = o.store_id`

type Deal = Omit<AnswerOf<typeof orderRoutes.listDeals>['items'][number], 'at'> & { at: Date }

/** Deals, made at the moment of payment (B5); a redemption that was undone is none any more. */
export async function listDeals(tx: Tx, sight: Sight, query: QueryOf<typeof orderRoutes.listDeals>) {
  const { search, tender, sellerId, storeId } = query
  const rows = await tx.query(sql<Deal>`
    select d.id, d.order_id as "orderId", o.number as "orderNumber", d.created_at as at, c.name as "customerName",
      seller.name as "sellerName", store.name as "storeName", o.title, d.amount_fen as "amountFen", d.tender
    from deal d join sale_order o on o.merchant_id = d.merchant_id and o.id = d.order_id ${orderNames}
    where d.merchant_id = ${tx.merchantId}
      and not (o.source = 'redemption' and o.state = 'refunded')
      and ${scopeFilter(sight, { storeColumn: 'd.store_id', staffColumn: 'd.seller_id' })}
      ${when(search, matches)}
      ${when(tender, (one) => (one === 'money' ? sql`d.tender <> 'card'` : sql`d.tender = ${one}`))}
      ${when(sellerId, (id) => sql`d.seller_id = ${id}`)}
      ${when(storeId, (id) => sql`d.store_id = ${id}`)}
      ${within(sql`d.created_at`, query)}
      ${afterCursor(query, sql`d.created_at`, sql`d.id`)}
    order by d.created_at desc, d.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.at)
}
