import { sql } from 'kysely'
import { businessDay } from '../kernel/clock.ts'
import type { ReportTx } from '../kernel/db.ts'

/** What timers look for: which merchants have something to do. Each answer is bounded; the next run finds the rest. */

const merchantsMax = 1000
const hour = 3_600_000

type Row = { merchantId: string }

/** Whose audit log has rows that no chain holds yet, in the order of their ids, from the one after this on. */
export async function merchantsToChain(read: ReportTx, after: string): Promise<string[]> {
  // From one merchant to the next by the key, past all that one of them may have.
  const rows = await read.query(sql<Row>`
    with recursive found (merchant_id) as (
      (select merchant_id from audit_pending where merchant_id > ${after}::uuid order by merchant_id limit 1)
      union all
      select (select p.merchant_id from audit_pending p where p.merchant_id > f.merchant_id
        order by p.merchant_id limit 1)
      from found f where f.merchant_id is not null)
    select merchant_id as "merchantId" from found where merchant_id is not null limit ${merchantsMax}`)
  return rows.map(({ merchantId }) => merchantId)
}

/** For a day a notice may still find what it tells of. */
export async function merchantsToMatch(read: ReportTx): Promise<string[]> {
  const rows = await read.query(sql<Row>`
    select distinct merchant_id as "merchantId" from notice
    where outcome = 'unmatched' and created_at > ${new Date(read.now.getTime() - 24 * hour)}
    limit ${merchantsMax}`)
  return rows.map(({ merchantId }) => merchantId)
}

export async function merchantsToForget(read: ReportTx): Promise<string[]> {
  const rows = await read.query(sql<Row>`
    select m.id as "merchantId" from merchant m
    where exists (select from idempotency_key k
      where k.merchant_id = m.id and k.created_at < ${new Date(read.now.getTime() - 72 * hour)})
    limit ${merchantsMax}`)
  return rows.map(({ merchantId }) => merchantId)
}

const forgotten = (read: ReportTx) => new Date(read.now.getTime() - 45 * 60_000)

/** Attempts that nobody has asked about for longer than any backoff: their job was lost or given up. */
export async function forgottenAttempts(
  read: ReportTx,
): Promise<{ merchantId: string; attemptId: string }[]> {
  return read.query(sql<{ merchantId: string; attemptId: string }>`
    select merchant_id as "merchantId", id as "attemptId" from payment_attempt
    where state in ('created', 'paying') and coalesce(polled_at, created_at) < ${forgotten(read)}
    order by created_at limit ${merchantsMax}`)
}

export async function forgottenRefunds(read: ReportTx): Promise<{ merchantId: string; refundId: string }[]> {
  return read.query(sql<{ merchantId: string; refundId: string }>`
    select merchant_id as "merchantId", id as "refundId" from refund
    where state in ('approved', 'processing') and attempt_id is not null
      and coalesce(polled_at, created_at)
        < ${forgotten(read)}::timestamptz - interval '1 second' * least(polls, 48) * 450
    order by created_at limit ${merchantsMax}`)
}

/** Paid a minute ago and meant to be shared; and shares that nobody has asked about for long. What waits for money is
 * looked at each day. */
export async function sharesDue(read: ReportTx): Promise<{ merchantId: string; shareId: string }[]> {
  const minute = new Date(read.now.getTime() - 60_000)
  const day = new Date(read.now.getTime() - 24 * hour)
  return read.query(sql<{ merchantId: string; shareId: string }>`
    select s.merchant_id as "merchantId", s.id as "shareId"
    from profit_share s join payment_attempt a on a.merchant_id = s.merchant_id and a.id = s.attempt_id
    where a.state = 'succeeded' and a.succeeded_at <= ${minute} and (
      (s.state = 'planned' and coalesce(s.polled_at, '-infinity') < ${day})
      or (s.state in ('sharing', 'unfreezing') and coalesce(s.polled_at, s.created_at) < ${forgotten(read)}))
    order by s.created_at limit ${merchantsMax}`)
}

/** A payout is asked about at least each half hour. */
export async function forgottenPayouts(read: ReportTx): Promise<{ merchantId: string; payoutId: string }[]> {
  return read.query(sql<{ merchantId: string; payoutId: string }>`
    select merchant_id as "merchantId", id as "payoutId" from payout
    where state in ('approved', 'sending', 'waiting')
      and coalesce(polled_at, sent_at, created_at) < ${forgotten(read)}
    order by created_at limit ${merchantsMax}`)
}

/** Unpaid orders long past their time. */
export async function forgottenOrders(read: ReportTx): Promise<{ merchantId: string; orderId: string }[]> {
  return read.query(sql<{ merchantId: string; orderId: string }>`
    select merchant_id as "merchantId", id as "orderId" from sale_order
    where state = 'pending' and expires_at < ${forgotten(read)} order by expires_at limit ${merchantsMax}`)
}

/** Who has booked something and no statement through yesterday, in the order of their ids. */
export async function merchantsToSettle(read: ReportTx, after: string): Promise<string[]> {
  const rows = await read.query(sql<Row>`
    select m.id as "merchantId" from merchant m
    where m.id > ${after}::uuid and m.kind = 'merchant'
      and exists (select from ledger_account a where a.merchant_id = m.id)
      and not exists (select from settlement_statement s
        where s.merchant_id = m.id and s.last_day >= ${businessDay(read.now)}::date - 1)
    order by m.id limit ${merchantsMax}`)
  return rows.map(({ merchantId }) => merchantId)
}
