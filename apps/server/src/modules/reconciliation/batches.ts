import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Custody, Sums } from './booking.ts'
import type { OfDay } from './days.ts'
import type { Totals } from './matching.ts'

export type BillBatch = Sums & { id: string; number: number }

/** What a batch of a day has booked; the books hold that much for the day until another takes its place. */
export async function findBatch(tx: Tx, id: string): Promise<BillBatch | undefined> {
  return tx.one(sql<BillBatch>`
    select id, number, matched_payments_fen as "paymentsFen", matched_refunds_fen as "refundsFen",
      matched_fee_fen as "feeFen"
    from bill_batch where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export type NewBatch = OfDay & {
  id: string
  number: number
  supersedes: string | null
  file: { name: string; bytes: number; hash: string | undefined } | undefined
  totals: Totals
  custody: Custody
  askedBy: string
}

export async function insertBatch(tx: Tx, batch: NewBatch): Promise<void> {
  const { channelAccountId, day, file, totals } = batch
  const { lines, theirs, ours, matched } = totals
  await tx.query(sql`
    insert into bill_batch (merchant_id, id, channel_account_id, day, number, supersedes, file_name, file_bytes,
      channel_hash, lines, theirs_payments, theirs_payments_fen, theirs_refunds, theirs_refunds_fen, theirs_fee_fen,
      ours_payments, ours_payments_fen, ours_refunds, ours_refunds_fen, matched, matched_payments_fen,
      matched_refunds_fen, matched_fee_fen, custody, asked_by, created_at)
    values (${tx.merchantId}, ${batch.id}, ${channelAccountId}, ${day}::date, ${batch.number}, ${batch.supersedes},
      ${file?.name ?? null}, ${file?.bytes ?? 0}, ${file?.hash ?? null}, ${lines}, ${theirs.payments},
      ${theirs.paymentsFen}, ${theirs.refunds}, ${theirs.refundsFen}, ${theirs.feeFen}, ${ours.payments},
      ${ours.paymentsFen}, ${ours.refunds}, ${ours.refundsFen}, ${matched.count}, ${matched.paymentsFen},
      ${matched.refundsFen}, ${matched.feeFen}, ${batch.custody}, ${batch.askedBy}, ${tx.now})`)
}

/** What was agreed with the channel, in hundred-thousandths; undefined where nothing was. */
export async function findFeeRate(tx: Tx, channelAccountId: string): Promise<number | undefined> {
  const row = await tx.one(sql<{ rate: number }>`
    select rate from bill_fee_rate
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId}`)
  return row?.rate
}

export async function saveFeeRate(tx: Tx, channelAccountId: string, rate: number | null): Promise<void> {
  if (rate === null) {
    await tx.query(sql`
      delete from bill_fee_rate
      where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId}`)
    return
  }
  await tx.query(sql`
    insert into bill_fee_rate (merchant_id, channel_account_id, rate, updated_at)
    values (${tx.merchantId}, ${channelAccountId}, ${rate}, ${tx.now})
    on conflict (merchant_id, channel_account_id) do update set rate = excluded.rate, updated_at = excluded.updated_at`)
}
