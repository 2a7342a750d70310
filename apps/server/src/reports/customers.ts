import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { customerRoutes } from '@sesame/contract/orders'
import type { Sql, Tx } from '../kernel/db.ts'
import { startsWith, when } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Customer = AnswerOf<typeof customerRoutes.getCustomer>
type Row = Omit<Customer, 'createdAt'> & { createdAt: Date }

/**
 * A merchant's customers, newest first. A whole mobile is found by its fingerprint, which the caller makes,
 * four digits by the end of the mobile, anything else by the beginning of the name.
 */
export async function listCustomers(
  tx: Tx,
  query: QueryOf<typeof customerRoutes.listCustomers>,
  fingerprintOf: (mobile: string) => string,
) {
  const matches = (text: string): Sql => {
    if (/^1\d{10}$/.test(text)) return sql`c.mobile_fingerprint = ${fingerprintOf(text)}`
    if (/^\d{4}$/.test(text)) return sql`c.mobile_tail = ${text}`
    return startsWith(sql`c.name`, text)
  }
  const where = sql`true ${when(query.search, matches)} ${afterCursor(query, sql`c.created_at`, sql`c.id`)}`
  const rows = await tx.query(customerRows(tx, where, limitOf(query) + 1))
  return pageOf(rows, query, (row) => row.createdAt)
}

export async function findCustomerView(tx: Tx, id: string): Promise<Row | undefined> {
  return tx.one(customerRows(tx, sql`c.id = ${id}`, 1))
}

function customerRows(tx: Tx, where: Sql, limit: number): Sql<Row> {
  return sql<Row>`
    select c.id, c.name, coalesce(c.mobile_masked, '') as mobile, c.note, c.created_at as "createdAt",
      (select count(*)::integer from card k where k.merchant_id = c.merchant_id and k.customer_id = c.id) as cards,
      paid.orders, paid.fen as "paidFen"
    from customer c cross join lateral (
      select count(*)::integer as orders, coalesce(sum(o.paid_fen - o.refunded_fen), 0)::bigint as fen
      from sale_order o where o.merchant_id = c.merchant_id and o.customer_id = c.id
        and o.source in ('customer-app', 'counter') and o.paid_at is not null) paid
    where c.merchant_id = ${tx.merchantId} and ${where}
    order by c.created_at desc, c.id desc limit ${limit}`
}
