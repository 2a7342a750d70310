import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { unnested } from '../../kernel/unnested.ts'
import { titleOf, totalOf } from './rules.ts'
import { newNumber } from './store.ts'
import type { LineDraft, OrderDraft } from './types.ts'

export type Placed = { id: string; draft: OrderDraft; actor: Actor }

/** `insertOrder` for a batch: pending orders with their lines and first events, by one statement a table. */
export async function insertOrders(tx: Tx, placed: readonly Placed[]): Promise<void> {
  if (placed.length === 0) return
  await insertHeads(tx, placed)
  await insertLines(
    tx,
    placed.flatMap(({ id, draft }) =>
      draft.lines.map((line, position) => ({ ...line, position, orderId: id })),
    ),
  )
  await tx.query(sql`
    insert into order_event
      (merchant_id, to_state, note, created_at, id, order_id, actor_kind, actor_id)
    select ${tx.merchantId}::uuid, 'pending', '', ${tx.now}::timestamptz, w.* from ${unnested(placed, {
      id: ['uuid', () => tx.newId()],
      order_id: ['uuid', ({ id }) => id],
      actor_kind: ['text', ({ actor }) => actor.kind],
      actor_id: ['text', ({ actor }) => actor.id],
    })}`)
}

/** Numbers are drawn; those that somebody has already are drawn again. */
async function insertHeads(tx: Tx, placed: readonly Placed[]): Promise<void> {
  let left = placed
  while (left.length > 0) {
    const rows = await tx.query(sql<{ id: string }>`
      insert into sale_order (merchant_id, state, created_at, id, number, source, customer_id, seller_id, store_id,
        title, total_fen, expires_at)
      select ${tx.merchantId}::uuid, 'pending', ${tx.now}::timestamptz, w.* from ${unnested(left, {
        id: ['uuid', ({ id }) => id],
        number: ['text', () => newNumber(tx)],
        source: ['text', ({ draft }) => draft.source],
        customer_id: ['uuid', ({ draft }) => draft.customerId],
        seller_id: ['uuid', ({ draft }) => draft.sellerId],
        store_id: ['uuid', ({ draft }) => draft.storeId],
        title: ['text', ({ draft }) => titleOf(draft.lines)],
        total_fen: ['bigint', ({ draft }) => totalOf(draft.lines)],
        expires_at: ['timestamptz', ({ draft }) => draft.expiresAt],
      })}
      on conflict (merchant_id, number) do nothing returning id`)
    const written = new Set(rows.map(({ id }) => id))
    left = left.filter(({ id }) => !written.has(id))
  }
}

type Line = LineDraft & { position: number; orderId: string }

async function insertLines(tx: Tx, lines: readonly Line[]): Promise<void> {
  assert(lines.length > 0, 'an order has lines')
  await tx.query(sql`
    insert into order_line (merchant_id, id, order_id, position, kind, product_id, name, quantity, unit_price_fen,
      amount_fen, card_id, terms)
    select ${tx.merchantId}::uuid, w.* from ${unnested(lines, {
      id: ['uuid', () => tx.newId()],
      order_id: ['uuid', ({ orderId }) => orderId],
      position: ['integer', ({ position }) => position],
      kind: ['text', ({ kind }) => kind],
      product_id: ['uuid', ({ productId }) => productId],
      name: ['text', ({ name }) => name],
      quantity: ['integer', ({ quantity }) => quantity],
      unit_price_fen: ['bigint', ({ unitPriceFen }) => unitPriceFen],
      amount_fen: ['bigint', ({ amountFen }) => amountFen],
      card_id: ['uuid', ({ cardId }) => cardId],
      terms: ['jsonb', ({ terms }) => JSON.stringify(terms)],
    })}`)
}
