import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'

export type SucceededPage = {
  channelAccountId: string
  from: Date
  to: Date
  /** The last row of the page before. */
  after?: { at: string; id: string } | undefined
  limit: number
}

/** Whole fen as a number: they come by the million, to be compared with the channel's bill. */
export type SucceededRow = { id: string; number: string; amountFen: number; at: string }

/** Payments that an account took in a time, in their order, page by page. */
export async function listSucceeded(tx: Tx, page: SucceededPage): Promise<SucceededRow[]> {
  const { channelAccountId, from, to, after, limit } = page
  return tx.query(sql<SucceededRow>`
    select id, out_trade_no as number, amount_fen::double precision as "amountFen", succeeded_at::text as at
    from payment_attempt
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and state = 'succeeded'
      and succeeded_at >= ${from} and succeeded_at < ${to}
      ${after ? sql`and (succeeded_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by succeeded_at, id limit ${limit}`)
}
