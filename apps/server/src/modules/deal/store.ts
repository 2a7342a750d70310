import { sql } from 'kysely'
import type { Tender } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import type { Fen } from '../../kernel/money.ts'
import { unnested } from '../../kernel/unnested.ts'

export type Deal = {
  orderId: string
  customerId: string | null
  sellerId: string | null
  storeId: string | null
  amountFen: Fen
  tender: Tender
}

/** The record made at the moment of payment; one per order, never changed. */
export async function insertDeals(tx: Tx, deals: readonly Deal[]): Promise<void> {
  if (deals.length === 0) return
  await tx.query(sql`
    insert into deal (merchant_id, created_at, id, order_id, customer_id, seller_id, store_id, amount_fen, tender)
    select ${tx.merchantId}::uuid, ${tx.now}::timestamptz, w.* from ${unnested(deals, {
      id: ['uuid', () => tx.newId()],
      order_id: ['uuid', ({ orderId }) => orderId],
      customer_id: ['uuid', ({ customerId }) => customerId],
      seller_id: ['uuid', ({ sellerId }) => sellerId],
      store_id: ['uuid', ({ storeId }) => storeId],
      amount_fen: ['bigint', ({ amountFen }) => amountFen],
      tender: ['text', ({ tender }) => tender],
    })}`)
}

export async function insertDeal(tx: Tx, deal: Deal): Promise<void> {
  await insertDeals(tx, [deal])
}
