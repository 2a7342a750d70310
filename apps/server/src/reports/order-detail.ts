import { sql } from 'kysely'
import type { AnswerOf } from '@sesame/contract/route'
import type { orderRoutes } from '@sesame/contract/orders'
import { batched } from '../kernel/batch.ts'
import type { Db, Sql, Tx } from '../kernel/db.ts'
import { verdictOf } from '../kernel/refusals.ts'
import { scopeFilter } from '../modules/access/index.ts'
import type { Sight } from '../modules/access/index.ts'
import { orderNotFound } from '../modules/order/index.ts'
import { orderColumns, orderNames } from './orders.ts'
import { refundColumns } from './refunds.ts'

type Order = AnswerOf<typeof orderRoutes.getOrder>
type Head = Omit<Order, 'lines' | 'shipping' | 'attempts' | 'refunds' | 'events'>

/** An order with all that happened to it, when this staff member may see it. */
export async function getOrderView(tx: Tx, sight: Sight, orderId: string) {
  const seen = scopeFilter(sight, { storeColumn: 'o.store_id', staffColumn: 'o.seller_id' })
  return firstOf(await readOrders(tx, [orderId], seen), orderId)
}

/** The same for the customer whose order it is, without what channels say to the merchant. */
export async function getOrderOfCustomer(tx: Tx, customerId: string, orderId: string) {
  return ofCustomer(firstOf(await readOrders(tx, [orderId], sql`o.customer_id = ${customerId}`), orderId))
}

type Asked = { merchantId: string; customerId: string; orderId: string }

/** What customers see of their orders; those who look at the same time are answered by the same statements. */
export const viewOrderOfCustomer = batched<{ db: Db }, Asked, ReturnType<typeof ofCustomer>>(
  async (tx, asked) => {
    const ids = new Set(asked.map(({ orderId }) => orderId))
    const orders = await readOrders(tx, [...ids], sql`true`)
    return asked.map(({ customerId, orderId }) =>
      verdictOf(() => {
        const order = firstOf(orders, orderId)
        if (order.customerId !== customerId) throw orderNotFound({ orderId })
        return ofCustomer(order)
      }),
    )
  },
)

type OrderView = Awaited<ReturnType<typeof readOrders>> extends Map<string, infer View> ? View : never

function firstOf(orders: ReadonlyMap<string, OrderView>, orderId: string): OrderView {
  const order = orders.get(orderId)
  if (!order) throw orderNotFound({ orderId })
  return order
}

function ofCustomer(order: OrderView) {
  return { ...order, refunds: order.refunds.map((refund) => ({ ...refund, problem: null })) }
}

/** By id; those that are not seen are not there. */
async function readOrders(tx: Tx, orderIds: readonly string[], seen: Sql) {
  const heads = await tx.query(sql<Head>`
    select ${orderColumns} from sale_order o ${orderNames}
    where o.merchant_id = ${tx.merchantId} and o.id = any(${[...orderIds]}::uuid[]) and ${seen}`)
  const ids = heads.map(({ id }) => id)
  const lines = await readLines(tx, ids)
  const shippings = await readShippings(tx, ids)
  const attempts = await readAttempts(tx, ids)
  const refunds = await readRefunds(tx, ids)
  const events = await readEvents(tx, ids)
  return new Map(
    heads.map((head) => [
      head.id,
      {
        ...head,
        lines: lines.get(head.id) ?? [],
        shipping: shippings.get(head.id) ?? null,
        attempts: attempts.get(head.id) ?? [],
        refunds: refunds.get(head.id) ?? [],
        events: events.get(head.id) ?? [],
      },
    ]),
  )
}

/** Of each order as many as `part` answers; it speaks of the order as `w.id`. */
async function ofEach<Part>(tx: Tx, orderIds: readonly string[], part: Sql): Promise<Map<string, Part[]>> {
  if (orderIds.length === 0) return new Map()
  const rows = await tx.query(sql<Part & { of: string }>`
    select w.id as of, part.*
    from unnest(${[...orderIds]}::uuid[]) with ordinality w (id, place) cross join lateral (${part}) part
    order by w.place, part.turn`)
  return Map.groupBy<string, Part & { of: string }>(rows, ({ of }) => of)
}

async function readLines(tx: Tx, orderIds: readonly string[]) {
  return ofEach<Order['lines'][number]>(
    tx,
    orderIds,
    sql`
    select l.position as turn, l.id, l.kind, l.product_id as "productId", l.name, l.quantity,
      l.unit_price_fen as "unitPriceFen", l.amount_fen as "amountFen", l.card_id as "cardId",
      k.number as "cardNumber"
    from order_line l left join card k on k.merchant_id = l.merchant_id and k.id = l.card_id
    where l.merchant_id = ${tx.merchantId} and l.order_id = w.id`,
  )
}

/** Of the orders that are sent: what is in the parcel, or that it is waited for. */
async function readShippings(tx: Tx, orderIds: readonly string[]) {
  if (orderIds.length === 0) return new Map<string, NonNullable<Order['shipping']>>()
  const rows = await tx.query(sql<NonNullable<Order['shipping']> & { of: string }>`
    select o.id as of, case when s.order_id is null then 'to-send' else 'sent' end as state, s.carrier,
      s.tracking_number as "trackingNumber", s.receiver_mobile_end as "receiverMobileEnd", s.sent_at as "sentAt",
      s.report_started_at is null as correctable
    from sale_order o
    left join shipment s on s.merchant_id = o.merchant_id and s.order_id = o.id
    where o.merchant_id = ${tx.merchantId} and o.id = any(${[...orderIds]}::uuid[])
      and (s.order_id is not null or ${isToSend})`)
  return new Map(rows.map(({ of, ...shipping }) => [of, shipping]))
}

const isToSend = sql`o.source = 'customer-app' and o.state in ('paid', 'fulfilled', 'completed') and exists (
  select from order_line l where l.merchant_id = o.merchant_id and l.order_id = o.id and l.kind = 'goods'
    and l.terms->>'byExpress' = 'true')`

async function readAttempts(tx: Tx, orderIds: readonly string[]) {
  return ofEach<Order['attempts'][number]>(
    tx,
    orderIds,
    sql`
    select row_number() over (order by a.created_at, a.id) as turn, a.id, a.method, a.out_trade_no as "outTradeNo",
      a.transaction_no as "transactionNo", a.amount_fen as "amountFen", a.state, a.created_at as "createdAt",
      a.succeeded_at as "succeededAt",
      exists (select from refund r where r.merchant_id = a.merchant_id and r.attempt_id = a.id
        and r.cause <> 'requested') as "refundedByItself"
    from payment_attempt a
    where a.merchant_id = ${tx.merchantId} and a.order_id = w.id order by a.created_at, a.id limit 100`,
  )
}

async function readRefunds(tx: Tx, orderIds: readonly string[]) {
  return ofEach<Order['refunds'][number]>(
    tx,
    orderIds,
    sql`
    select row_number() over (order by r.created_at, r.id) as turn, ${refundColumns} from refund r
    join sale_order o on o.merchant_id = r.merchant_id and o.id = r.order_id
    where r.merchant_id = ${tx.merchantId} and r.order_id = w.id order by r.created_at, r.id limit 100`,
  )
}

async function readEvents(tx: Tx, orderIds: readonly string[]) {
  return ofEach<Order['events'][number]>(
    tx,
    orderIds,
    sql`
    select e.id as turn, e.created_at as at, e.from_state as "from", e.to_state as "to", e.note,
      coalesce(s.name, case e.actor_kind when 'customer' then coalesce(c.name, '用户')
        when 'operator' then '平台' else '系统' end) as "actorName"
    from order_event e
    join sale_order o on o.merchant_id = e.merchant_id and o.id = e.order_id
    left join customer c on c.merchant_id = o.merchant_id and c.id = o.customer_id
    left join staff s on s.merchant_id = e.merchant_id and s.id::text = e.actor_id and e.actor_kind = 'staff'
    where e.merchant_id = ${tx.merchantId} and e.order_id = w.id order by e.id limit 200`,
  )
}
