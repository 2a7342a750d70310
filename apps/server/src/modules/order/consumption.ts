import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Fen } from '../../kernel/money.ts'
import { unnested } from '../../kernel/unnested.ts'
import { titleOf } from './rules.ts'
import { newNumber } from './store.ts'

export type Consumption = {
  orderId: string
  customerId: string
  sellerId: string
  storeId: string | null
  cardId: string
  productId: string | null
  name: string
  quantity: number
  amountFen: Fen
  actor: Actor
}

/** The orders behind redemptions: asked, paid with the card and delivered in one moment. */
export async function insertConsumptions(tx: Tx, sales: readonly Consumption[]): Promise<void> {
  await insertOrders(tx, sales)
  await tx.query(sql`
    insert into order_line (merchant_id, position, kind, terms, id, order_id, product_id, name, quantity,
      unit_price_fen, amount_fen, card_id)
    select ${tx.merchantId}::uuid, 0, 'card-consumption', '{}', w.* from ${unnested(sales, {
      id: ['uuid', () => tx.newId()],
      order_id: ['uuid', ({ orderId }) => orderId],
      product_id: ['uuid', ({ productId }) => productId],
      name: ['text', ({ name }) => name],
      quantity: ['integer', ({ quantity }) => quantity],
      // What a visit earns depends on the card, so a line of several has no unit price.
      unit_price_fen: ['bigint', ({ amountFen }) => amountFen],
      amount_fen: ['bigint', ({ amountFen }) => amountFen],
      card_id: ['uuid', ({ cardId }) => cardId],
    })}`)
  const events = sales.flatMap((sale) => [
    { ...sale, from: null, to: 'pending' },
    { ...sale, from: 'pending', to: 'completed' },
  ])
  await tx.query(sql`
    insert into order_event (merchant_id, note, created_at, id, order_id, from_state, to_state, actor_kind, actor_id)
    select ${tx.merchantId}::uuid, '', ${tx.now}::timestamptz, w.* from ${unnested(events, {
      id: ['uuid', () => tx.newId()],
      order_id: ['uuid', ({ orderId }) => orderId],
      from_state: ['text', ({ from }) => from],
      to_state: ['text', ({ to }) => to],
      actor_kind: ['text', ({ actor }) => actor.kind],
      actor_id: ['text', ({ actor }) => actor.id],
    })}`)
}

/** Numbers are drawn; those that somebody has already are drawn again. */
async function insertOrders(tx: Tx, sales: readonly Consumption[]): Promise<void> {
  let left = sales
  while (left.length > 0) {
    const rows = await tx.query(sql<{ id: string }>`
      insert into sale_order (merchant_id, source, state, tender, created_at, paid_at, id, number, customer_id,
        seller_id, store_id, title, total_fen, paid_fen)
      select ${tx.merchantId}::uuid, 'redemption', 'completed', 'card', ${tx.now}::timestamptz,
        ${tx.now}::timestamptz, w.*
      from ${unnested(left, {
        id: ['uuid', ({ orderId }) => orderId],
        number: ['text', () => newNumber(tx)],
        customer_id: ['uuid', ({ customerId }) => customerId],
        seller_id: ['uuid', ({ sellerId }) => sellerId],
        store_id: ['uuid', ({ storeId }) => storeId],
        title: ['text', (sale) => titleOf([sale])],
        total_fen: ['bigint', ({ amountFen }) => amountFen],
        paid_fen: ['bigint', ({ amountFen }) => amountFen],
      })}
      on conflict (merchant_id, number) do nothing returning id`)
    const written = new Set(rows.map(({ id }) => id))
    left = left.filter(({ orderId }) => !written.has(orderId))
  }
}
