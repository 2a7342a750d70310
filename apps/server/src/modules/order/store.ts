import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { OrderState, Tender } from '@sesame/contract/states'
import { businessDay } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Fen } from '../../kernel/money.ts'
import { orderNotFound, orderStates, titleOf, totalOf } from './rules.ts'
import type { LineDraft, OrderDraft, OrderLine, SaleOrder } from './types.ts'

export const columns = sql`id, number, source, state, customer_id as "customerId", seller_id as "sellerId",
  store_id as "storeId", title, total_fen as "totalFen", paid_fen as "paidFen", refunded_fen as "refundedFen",
  tender, state_before_refund as "stateBeforeRefund", created_at as "createdAt", expires_at as "expiresAt",
  paid_at as "paidAt", closed_at as "closedAt"`

export async function findOrder(tx: Tx, id: string): Promise<SaleOrder | undefined> {
  return tx.one(sql<SaleOrder>`
    select ${columns} from sale_order where merchant_id = ${tx.merchantId} and id = ${id}`)
}

/** The ids of orders by what people call them; numbers that name none are not there. */
export async function idsOfNumbers(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query(sql<{ id: string; number: string }>`
    select id, number from sale_order
    where merchant_id = ${tx.merchantId} and number = any(${[...numbers]}::text[])`)
  return new Map(rows.map(({ id, number }) => [number, id]))
}

/** The row stays locked until the transaction ends; every change of an order begins so. */
export async function lockOrder(tx: Tx, id: string): Promise<SaleOrder> {
  const order = await tx.one(sql<SaleOrder>`
    select ${columns} from sale_order where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!order) throw orderNotFound({ orderId: id })
  return order
}

/** An order in state pending with its lines. Its price is what the lines add up to. */
export async function insertOrder(tx: Tx, draft: OrderDraft, actor: Actor): Promise<SaleOrder> {
  assert(draft.lines.length > 0, 'an order has lines')
  const id = tx.newId()
  const order = await tx.one(sql<SaleOrder>`
    insert into sale_order (merchant_id, id, number, source, state, customer_id, seller_id, store_id, title,
      total_fen, created_at, expires_at)
    values (${tx.merchantId}, ${id}, ${newNumber(tx)}, ${draft.source}, 'pending', ${draft.customerId},
      ${draft.sellerId}, ${draft.storeId}, ${titleOf(draft.lines)}, ${totalOf(draft.lines)}, ${tx.now},
      ${draft.expiresAt})
    on conflict (merchant_id, number) do nothing returning ${columns}`)
  if (!order) return insertOrder(tx, draft, actor)

  await insertLines(tx, id, draft.lines)
  await insertEvent(tx, { orderId: id, from: null, to: 'pending', actor })
  return order
}

export function newNumber(tx: Tx): string {
  const digits = (tx.random(4).readUInt32BE() % 100_000_000).toString().padStart(8, '0')
  return businessDay(tx.now).replaceAll('-', '').slice(2) + digits
}

async function insertLines(tx: Tx, orderId: string, lines: readonly LineDraft[]): Promise<void> {
  const rows = lines.map(
    (line, position) => sql`(${tx.merchantId}::uuid, ${tx.newId()}::uuid, ${orderId}::uuid,
      ${position}::integer, ${line.kind}, ${line.productId}::uuid, ${line.name}, ${line.quantity}::integer,
      ${line.unitPriceFen}::bigint, ${line.amountFen}::bigint, ${line.cardId}::uuid,
      ${JSON.stringify(line.terms)}::jsonb)`,
  )
  await tx.query(sql`
    insert into order_line (merchant_id, id, order_id, position, kind, product_id, name, quantity,
      unit_price_fen, amount_fen, card_id, terms)
    values ${sql.join(rows)}`)
}

export const lineColumns = sql`id, order_id as "orderId", position, kind, product_id as "productId", name, quantity,
  unit_price_fen as "unitPriceFen", amount_fen as "amountFen", card_id as "cardId", terms`

export async function linesOf(tx: Tx, orderId: string): Promise<OrderLine[]> {
  return tx.query(sql<OrderLine>`
    select ${lineColumns} from order_line
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} order by position`)
}

type Change = {
  actor: Actor
  note?: string
  /** With `paid`. */
  paid?: { tender: Tender; amountFen: Fen }
  /** With the state that follows a refund: what has now been refunded in all. */
  refundedFen?: Fen
}

/** Changes the state by the table and writes the event. The caller holds the row's lock. */
export async function markOrder(
  tx: Tx,
  order: SaleOrder,
  state: OrderState,
  { actor, note = '', paid, refundedFen }: Change,
): Promise<SaleOrder> {
  orderStates.check(order.state, state)
  const marked = await tx.one(sql<SaleOrder>`
    update sale_order set state = ${state},
      paid_fen = ${paid?.amountFen ?? order.paidFen}, tender = ${paid?.tender ?? order.tender},
      paid_at = ${paid ? tx.now : order.paidAt}, refunded_fen = ${refundedFen ?? order.refundedFen},
      closed_at = ${state === 'closed' ? tx.now : order.closedAt},
      state_before_refund = ${state === 'refunding' ? order.state : order.stateBeforeRefund}
    where merchant_id = ${tx.merchantId} and id = ${order.id} and state = ${order.state}
    returning ${columns}`)
  assert(marked, 'an order is marked under its lock')
  await insertEvent(tx, { orderId: order.id, from: order.state, to: state, actor, note })
  return marked
}

/** Something happened to the order that did not change its state. */
export async function noteOrder(tx: Tx, order: SaleOrder, note: string, actor: Actor): Promise<void> {
  await insertEvent(tx, { orderId: order.id, from: order.state, to: order.state, actor, note })
}

/** One of several refunds that are under way has ended, and the others go on. */
export async function saveRefunded(
  tx: Tx,
  order: SaleOrder,
  { refundedFen, actor, note }: { refundedFen: Fen; actor: Actor; note: string },
): Promise<void> {
  await tx.query(sql`
    update sale_order set refunded_fen = ${refundedFen}
    where merchant_id = ${tx.merchantId} and id = ${order.id}`)
  await noteOrder(tx, order, note, actor)
}

type Event = { orderId: string; from: OrderState | null; to: OrderState; actor: Actor; note?: string }

async function insertEvent(tx: Tx, { orderId, from, to, actor, note = '' }: Event): Promise<void> {
  await tx.query(sql`
    insert into order_event
      (merchant_id, id, order_id, from_state, to_state, actor_kind, actor_id, note, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${orderId}, ${from}, ${to}, ${actor.kind}, ${actor.id}, ${note},
      ${tx.now})`)
}

/** Unpaid orders in which a recharge of the card waits, the newest first (B41). */
export async function listPendingRecharges(tx: Tx, cardId: string): Promise<SaleOrder[]> {
  return tx.query(sql<SaleOrder>`
    select ${columns} from sale_order
    where merchant_id = ${tx.merchantId} and state = 'pending' and (expires_at is null or expires_at > ${tx.now})
      and id in (select order_id from order_line where merchant_id = ${tx.merchantId}
        and card_id = ${cardId} and kind = 'card-recharge')
    order by created_at desc, id desc limit 20`)
}

/**
 * All that unpaid orders would put on the card. Those whose time is over count, and those given up too: until one
 * is closed it can be paid.
 */
export async function pendingRechargeFen(tx: Tx, cardId: string): Promise<Fen> {
  const row = await tx.one(sql<{ comingFen: Fen }>`
    select coalesce(sum(l.amount_fen), 0)::bigint as "comingFen"
    from sale_order o join order_line l on l.merchant_id = o.merchant_id and l.order_id = o.id
    where o.merchant_id = ${tx.merchantId} and o.state = 'pending' and l.card_id = ${cardId}
      and l.kind = 'card-recharge'`)
  return row!.comingFen
}

/** What unpaid orders want of a product; they stay as they are until the transaction ends. */
export async function lockPendingQuantity(tx: Tx, productId: string): Promise<number> {
  const row = await tx.one(sql<{ quantity: number }>`
    with waiting as materialized (
      select o.id from sale_order o
      where o.merchant_id = ${tx.merchantId} and o.state = 'pending'
        and o.id in (select order_id from order_line
          where merchant_id = ${tx.merchantId} and product_id = ${productId})
      order by o.id for share)
    select coalesce(sum(l.quantity), 0)::integer as quantity
    from order_line l join waiting on waiting.id = l.order_id
    where l.merchant_id = ${tx.merchantId} and l.product_id = ${productId}`)
  return row!.quantity
}

/** Whether money for the card may still come, however late: an order not closed yet can be paid. */
export async function hasPendingRecharge(tx: Tx, cardId: string): Promise<boolean> {
  const pending = await tx.one(sql`
    select from sale_order o join order_line l on l.merchant_id = o.merchant_id and l.order_id = o.id
    where o.merchant_id = ${tx.merchantId} and o.state = 'pending' and l.card_id = ${cardId}
      and l.kind = 'card-recharge' limit 1`)
  return pending !== undefined
}
