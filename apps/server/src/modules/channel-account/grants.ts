import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'

/** The merchants that use an account of the operator's, each with the row by which it does, by their codes. */
export async function listGrants(
  tx: GlobalTx,
  operatorAccountId: string,
): Promise<{ merchantId: string; channelAccountId: string; code: string }[]> {
  return tx.query(sql<{ merchantId: string; channelAccountId: string; code: string }>`
    select a.merchant_id as "merchantId", a.channel_account_id as "channelAccountId", m.code
    from channel_account_address a join merchant m on m.id = a.merchant_id
    where a.operator_account_id = ${operatorAccountId} order by m.code limit 60000`)
}
