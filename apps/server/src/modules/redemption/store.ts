import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'
import { redemptionNotFound, redemptionStates } from './rules.ts'
import type { NewRedemption, Redemption } from './types.ts'

const columns = sql`id, card_id as "cardId", order_id as "orderId", customer_id as "customerId",
  staff_id as "staffId", store_id as "storeId", state, product_id as "productId", note, visits,
  gift_visits as "giftVisits", amount_fen as "amountFen", earned_fen as "earnedFen", bonus_fen as "bonusFen",
  created_at as "createdAt", undo_until as "undoUntil", undone_at as "undoneAt"`

export async function getRedemption(tx: Tx, id: string): Promise<Redemption> {
  const found = await tx.one(sql<Redemption>`
    select ${columns} from redemption where merchant_id = ${tx.merchantId} and id = ${id}`)
  if (!found) throw redemptionNotFound({ redemptionId: id })
  return found
}

export async function lockRedemption(tx: Tx, id: string): Promise<Redemption> {
  const found = await tx.one(sql<Redemption>`
    select ${columns} from redemption where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!found) throw redemptionNotFound({ redemptionId: id })
  return found
}

export async function insertRedemptions(tx: Tx, redemptions: readonly NewRedemption[]): Promise<void> {
  await tx.query(sql`
    insert into redemption (merchant_id, state, created_at, id, card_id, order_id, customer_id, staff_id, store_id,
      product_id, note, visits, gift_visits, amount_fen, earned_fen, bonus_fen, undo_until)
    select ${tx.merchantId}::uuid, 'done', ${tx.now}::timestamptz, w.* from ${unnested(redemptions, {
      id: ['uuid', ({ id }) => id],
      card_id: ['uuid', ({ cardId }) => cardId],
      order_id: ['uuid', ({ orderId }) => orderId],
      customer_id: ['uuid', ({ customerId }) => customerId],
      staff_id: ['uuid', ({ staffId }) => staffId],
      store_id: ['uuid', ({ storeId }) => storeId],
      product_id: ['uuid', ({ productId }) => productId],
      note: ['text', ({ note }) => note],
      visits: ['integer', ({ visits }) => visits],
      gift_visits: ['integer', ({ giftVisits }) => giftVisits],
      amount_fen: ['bigint', ({ amountFen }) => amountFen],
      earned_fen: ['bigint', ({ earnedFen }) => earnedFen],
      bonus_fen: ['bigint', ({ bonusFen }) => bonusFen],
      undo_until: ['timestamptz', ({ undoUntil }) => undoUntil],
    })}`)
}

/** Changes the state by the table; the caller holds the row's lock. */
export async function markUndone(
  tx: Tx,
  redemption: Redemption,
  { staffId, reason }: { staffId: string; reason: string },
): Promise<void> {
  redemptionStates.check(redemption.state, 'undone')
  await tx.query(sql`
    update redemption set state = 'undone', undone_at = ${tx.now}, undone_by = ${staffId}, undo_reason = ${reason}
    where merchant_id = ${tx.merchantId} and id = ${redemption.id}`)
}
