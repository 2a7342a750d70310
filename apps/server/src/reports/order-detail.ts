import { sql } from 'kysely'
import type { AnswerOf } from '@sesame/contract/route'
import type { orderRoutes } from '@sesame/contract/orders'
import type { Sql, Tx } from '../kernel/db.ts'
import { scopeFilter } from '../modules/access/index.ts'
import type { Sight } from '../modules/access/index.ts'
import { orderNotFound } from '../modules/order/index.ts'
import { orderColumns, orderNames, refundColumns } from './orders.ts'

type Order = AnswerOf<typeof orderRoutes.getOrder>
type Head = Omit<Order, 'lines' | 'attempts' | 'refunds' | 'events'>

/** An order with all that happened to it, when this staff member may see it. */
export async function getOrderView(tx: Tx, sight: Sight, orderId: string) {
  return readOrder(tx, orderId, scopeFilter(sight, { storeColumn: 'o.store_id', staffColumn: 'o.seller_id' }))
}

/** The same for the customer whose order it is, without what channels say to the merchant. */
export async function getOrderOfCustomer(tx: Tx, customerId: string, orderId: string) {
  const order = await readOrder(tx, orderId, sql`o.customer_id = ${customerId}`)
  return { ...order, refunds: order.refunds.map((refund) => ({ ...refund, problem: null })) }
}

async function readOrder(tx: Tx, orderId: string, seen: Sql) {
  const head = await tx.one(sql<Head>`
    select ${orderColumns} from sale_order o ${orderNames}
    where o.merchant_id = ${tx.merchantId} and o.id = ${orderId} and ${seen}`)
  if (!head) throw orderNotFound({ orderId })
  return {
    ...head,
    lines: await readLines(tx, orderId),
    attempts: await readAttempts(tx, orderId),
    refunds: await readRefunds(tx, orderId),
    events: await readEvents(tx, orderId),
  }
}

async function readLines(tx: Tx, orderId: string) {
  return tx.query(sql<Order['lines'][number]>`
    select l.id, l.kind, l.product_id as "productId", l.name, l.quantity, l.unit_price_fen as "unitPriceFen",
      l.amount_fen as "amountFen", l.card_id as "cardId", k.number as "cardNumber"
    from order_line l left join card k on k.merchant_id = l.merchant_id and k.id = l.card_id
    where l.merchant_id = ${tx.merchantId} and l.order_id = ${orderId} order by l.position`)
}

async function readAttempts(tx: Tx, orderId: string) {
  return tx.query(sql<Order['attempts'][number]>`
    select a.id, a.method, a.out_trade_no as "outTradeNo", a.transaction_no as "transactionNo",
      a.amount_fen as "amountFen", a.state, a.created_at as "createdAt", a.succeeded_at as "succeededAt",
      exists (select from refund r where r.merchant_id = a.merchant_id and r.attempt_id = a.id
        and r.cause <> 'requested') as "refundedByItself"
    from payment_attempt a
    where a.merchant_id = ${tx.merchantId} and a.order_id = ${orderId} order by a.created_at, a.id limit 100`)
}

async function readRefunds(tx: Tx, orderId: string) {
  return tx.query(sql<Order['refunds'][number]>`
    select ${refundColumns} from refund r
    join sale_order o on o.merchant_id = r.merchant_id and o.id = r.order_id
    where r.merchant_id = ${tx.merchantId} and r.order_id = ${orderId} order by r.created_at, r.id limit 100`)
}

async function readEvents(tx: Tx, orderId: string) {
  return tx.query(sql<Order['events'][number]>`
    select e.created_at as at, e.from_state as "from", e.to_state as "to", e.note,
      coalesce(s.name, case e.actor_kind when 'customer' then coalesce(c.name, '用户')
        when 'operator' then '平台' else '系统' end) as "actorName"
    from order_event e
    join sale_order o on o.merchant_id = e.merchant_id and o.id = e.order_id
    left join customer c on c.merchant_id = o.merchant_id and c.id = o.customer_id
    left join staff s on s.merchant_id = e.merchant_id and s.id::text = e.actor_id and e.actor_kind = 'staff'
    where e.merchant_id = ${tx.merchantId} and e.order_id = ${orderId} order by e.id limit 200`)
}
