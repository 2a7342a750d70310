import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'

/** Whether somebody may still be paying this order at a channel; then only the channel's word closes it. */
export async function hasOpenAttempts(tx: Tx, orderId: string): Promise<boolean> {
  const open = await tx.one(sql`
    select from payment_attempt where merchant_id = ${tx.merchantId} and order_id = ${orderId}
      and state in ('created', 'paying') limit 1`)
  return open !== undefined
}
