import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { OrderState, Tender } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { unnested } from '../../kernel/unnested.ts'
import { orderStates } from './rules.ts'
import { columns, lineColumns } from './store.ts'
import type { OrderLine, SaleOrder } from './types.ts'

/** By id, locked in the order of ids. */
export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<Map<string, SaleOrder>> {
  const rows = await tx.query(sql<SaleOrder>`
    select ${columns} from sale_order
    where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[]) order by id for update`)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function findOrders(tx: Tx, ids: readonly string[]): Promise<Map<string, SaleOrder>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query(sql<SaleOrder>`
    select ${columns} from sale_order where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** By order. */
export async function linesOfEach(tx: Tx, orderIds: readonly string[]): Promise<Map<string, OrderLine[]>> {
  const rows = await tx.query(sql<OrderLine>`
    select ${lineColumns} from order_line
    where merchant_id = ${tx.merchantId} and order_id = any(${[...orderIds]}::uuid[])
    order by order_id, position`)
  return Map.groupBy(rows, ({ orderId }) => orderId)
}

/** The cards that lines opened; from then on the lines tell which ones they were. */
export async function setLineCards(
  tx: Tx,
  opened: readonly { line: OrderLine; cardId: string }[],
): Promise<void> {
  await tx.query(sql`
    update order_line l set card_id = w.card_id
    from ${unnested(opened, {
      id: ['uuid', ({ line }) => line.id],
      card_id: ['uuid', ({ cardId }) => cardId],
    })}
    where l.merchant_id = ${tx.merchantId} and l.id = w.id`)
}

export type PaidOrder = { order: SaleOrder; tender: Tender; states: readonly OrderState[] }

/** Pending orders are paid and go on through these states, each with its event. Their rows are locked. */
export async function markPaid(tx: Tx, paid: readonly PaidOrder[], actor: Actor): Promise<void> {
  const marked = await tx.query(sql`
    update sale_order o set state = w.state, paid_fen = o.total_fen, tender = w.tender,
      paid_at = ${tx.now}::timestamptz
    from ${unnested(paid, {
      id: ['uuid', ({ order }) => order.id],
      state: ['text', ({ states }) => states.at(-1)],
      tender: ['text', ({ tender }) => tender],
    })}
    where o.merchant_id = ${tx.merchantId} and o.id = w.id and o.state = 'pending'
    returning true`)
  assert(marked.length === paid.length, 'orders are marked under their locks')
  const events = paid.flatMap(({ order, states }) =>
    states.map((to, place) => {
      const from = place === 0 ? order.state : states[place - 1]!
      orderStates.check(from, to)
      return { orderId: order.id, from, to }
    }),
  )
  await tx.query(sql`
    insert into order_event
      (merchant_id, note, created_at, actor_kind, actor_id, id, order_id, from_state, to_state)
    select ${tx.merchantId}::uuid, '', ${tx.now}::timestamptz, ${actor.kind}, ${actor.id}, w.*
    from ${unnested(events, {
      id: ['uuid', () => tx.newId()],
      order_id: ['uuid', ({ orderId }) => orderId],
      from_state: ['text', ({ from }) => from],
      to_state: ['text', ({ to }) => to],
    })}`)
}
