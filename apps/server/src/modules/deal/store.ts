import { sql } from 'kysely'
import type { Tender } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import type { Fen } from '../../kernel/money.ts'

export type Deal = {
  orderId: string
  customerId: string | null
  sellerId: string | null
  storeId: string | null
  amountFen: Fen
  tender: Tender
}

/** The record made at the moment of payment; one per order, never changed. Answers its id. */
export async function insertDeal(tx: Tx, deal: Deal): Promise<string> {
  const id = tx.newId()
  await tx.query(sql`
    insert into deal (merchant_id, id, order_id, customer_id, seller_id, store_id, amount_fen, tender, created_at)
    values (${tx.merchantId}, ${id}, ${deal.orderId}, ${deal.customerId}, ${deal.sellerId}, ${deal.storeId},
      ${deal.amountFen}, ${deal.tender}, ${tx.now})`)
  return id
}
