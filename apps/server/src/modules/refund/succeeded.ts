import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { columns } from './store.ts'
import type { Refund } from './types.ts'

type RefundedPage = {
  channelAccountId: string
  from: Date
  to: Date
  after?: { at: string; id: string } | undefined
  limit: number
}
type RefundedRow = { id: string; number: string; amountFen: number; at: string }

/** Refunds that the channel of an account has given back in a time; what was paid back by hand is no matter of it. */
export async function listRefunded(tx: Tx, page: RefundedPage): Promise<RefundedRow[]> {
  const { channelAccountId, from, to, after, limit } = page
  return tx.query(sql<RefundedRow>`
    select r.id, r.out_refund_no as number, r.amount_fen::double precision as "amountFen", r.succeeded_at::text as at
    from refund r join payment_attempt a on a.merchant_id = r.merchant_id and a.id = r.attempt_id
    where r.merchant_id = ${tx.merchantId} and a.channel_account_id = ${channelAccountId} and r.state = 'succeeded'
      and r.by_hand is null and r.succeeded_at >= ${from} and r.succeeded_at < ${to}
      ${after ? sql`and (r.succeeded_at, r.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by r.succeeded_at, r.id limit ${limit}`)
}

export async function findRefundsByNumber(tx: Tx, numbers: readonly string[]): Promise<Map<string, Refund>> {
  const rows = await tx.query(sql<Refund>`
    select ${columns} from refund
    where merchant_id = ${tx.merchantId} and out_refund_no = any(${[...numbers]}::text[])`)
  return new Map(rows.map((row) => [row.outRefundNo, row]))
}

/** One that was made in the channel's own console and recorded here since. */
export async function findRefundOfChannel(
  tx: Tx,
  of: { attemptId: string; channelRefundNo: string },
): Promise<Refund | undefined> {
  return tx.one(sql<Refund>`
    select ${columns} from refund
    where merchant_id = ${tx.merchantId} and attempt_id = ${of.attemptId}
      and channel_refund_no = ${of.channelRefundNo}`)
}
