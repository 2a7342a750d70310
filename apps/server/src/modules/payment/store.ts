import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { AttemptState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import { attemptStates } from './rules.ts'
import type { Attempt } from './types.ts'

export const columns = sql`id, order_id as "orderId", channel_account_id as "channelAccountId", method,
  app_id as "appId", out_trade_no as "outTradeNo", amount_fen as "amountFen", state,
  credential_sealed as "credentialSealed", credential_expires_at as "credentialExpiresAt",
  request_hash as "requestHash", transaction_no as "transactionNo", expires_at as "expiresAt", polls,
  polled_at as "polledAt", reversals, last_error as "lastError", created_at as "createdAt",
  succeeded_at as "succeededAt"`

export async function findAttempt(tx: Tx, id: string): Promise<Attempt | undefined> {
  return tx.one(sql<Attempt>`
    select ${columns} from payment_attempt where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export async function findAttemptByNumber(tx: Tx, outTradeNo: string): Promise<Attempt | undefined> {
  return tx.one(sql<Attempt>`
    select ${columns} from payment_attempt
    where merchant_id = ${tx.merchantId} and out_trade_no = ${outTradeNo}`)
}

/** The order's row is locked before, by the lock order. */
export async function lockAttempt(tx: Tx, id: string): Promise<Attempt> {
  const attempt = await tx.one(sql<Attempt>`
    select ${columns} from payment_attempt where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  assert(attempt, `no attempt ${id}`)
  return attempt
}

/** The newest first. */
export async function attemptsOf(tx: Tx, orderId: string): Promise<Attempt[]> {
  return tx.query(sql<Attempt>`
    select ${columns} from payment_attempt
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} order by created_at desc, id desc limit 200`)
}

/** Those by which money may still come, the newest first; few, but behind any number that failed. */
export async function openAttemptsOf(tx: Tx, orderId: string): Promise<Attempt[]> {
  return tx.query(sql<Attempt>`
    select ${columns} from payment_attempt
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} and state in ('created', 'paying')
    order by created_at desc, id desc`)
}

/** The attempt that paid an order: the one success that was not refunded by itself. */
export async function findKeptAttempt(tx: Tx, orderId: string): Promise<Attempt | undefined> {
  return tx.one(sql<Attempt>`
    select ${columns} from payment_attempt a
    where merchant_id = ${tx.merchantId} and order_id = ${orderId} and state = 'succeeded'
      and not exists (select from refund r where r.merchant_id = a.merchant_id and r.attempt_id = a.id
        and r.cause in ('second-success', 'late-success'))`)
}

export async function findAttemptByTransaction(
  tx: Tx,
  { channelAccountId, transactionNo }: { channelAccountId: string; transactionNo: string },
): Promise<Attempt | undefined> {
  return tx.one(sql<Attempt>`
    select ${columns} from payment_attempt
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId}
      and transaction_no = ${transactionNo}`)
}

/** Whether anybody ever tried to pay into this account. */
export async function hasAttemptsOf(tx: Tx, channelAccountId: string): Promise<boolean> {
  const one = await tx.one(sql`
    select from payment_attempt
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} limit 1`)
  return one !== undefined
}

export type NewAttempt = Pick<
  Attempt,
  | 'id'
  | 'orderId'
  | 'channelAccountId'
  | 'method'
  | 'appId'
  | 'outTradeNo'
  | 'amountFen'
  | 'requestHash'
  | 'expiresAt'
>

type Change = { note?: string; transactionNo?: string; succeededAt?: Date }

/** Changes the state by the table and writes the event. The caller holds the row's lock. */
export async function markAttempt(
  tx: Tx,
  attempt: Attempt,
  state: AttemptState,
  { note = '', transactionNo, succeededAt }: Change = {},
): Promise<Attempt> {
  attemptStates.check(attempt.state, state)
  const marked = await tx.one(sql<Attempt>`
    update payment_attempt set state = ${state},
      transaction_no = ${transactionNo ?? attempt.transactionNo},
      succeeded_at = ${succeededAt ?? attempt.succeededAt}
    where merchant_id = ${tx.merchantId} and id = ${attempt.id} and state = ${attempt.state}
    returning ${columns}`)
  assert(marked, 'an attempt is marked under its lock')
  await insertEvent(tx, attempt.id, attempt.state, state, note)
  return marked
}

/**
 * The channel was asked; `error` is what it, or the way to it, had to complain about. Only what the job asks
 * counts for how long it waits the next time.
 */
export async function savePoll(tx: Tx, attempt: Attempt, error: string | null, counts = true): Promise<void> {
  await tx.query(sql`
    update payment_attempt set polls = polls + ${counts ? 1 : 0}::integer, polled_at = ${tx.now}, last_error = ${error}
    where merchant_id = ${tx.merchantId} and id = ${attempt.id}`)
}

async function insertEvent(
  tx: Tx,
  attemptId: string,
  from: AttemptState | null,
  to: AttemptState,
  note = '',
): Promise<void> {
  await tx.query(sql`
    insert into payment_event (merchant_id, id, attempt_id, from_state, to_state, note, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${attemptId}, ${from}, ${to}, ${note}, ${tx.now})`)
}
