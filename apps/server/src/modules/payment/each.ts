import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { AttemptState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'
import { attemptStates } from './rules.ts'
import { columns } from './store.ts'
import type { NewAttempt } from './store.ts'
import type { Attempt, ChannelPayment } from './types.ts'

/** By number. */
export async function findAttemptsByNumber(
  tx: Tx,
  numbers: readonly string[],
): Promise<Map<string, Attempt>> {
  const rows = await tx.query(sql<Attempt>`
    select ${columns} from payment_attempt
    where merchant_id = ${tx.merchantId} and out_trade_no = any(${[...numbers]}::text[])`)
  return new Map(rows.map((row) => [row.outTradeNo, row]))
}

export async function findAttempts(tx: Tx, ids: readonly string[]): Promise<Map<string, Attempt>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query(sql<Attempt>`
    select ${columns} from payment_attempt
    where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** By order, those by which money may still come, the newest first. */
export async function openAttemptsOfEach(
  tx: Tx,
  orderIds: readonly string[],
): Promise<Map<string, Attempt[]>> {
  const rows = await tx.query(sql<Attempt>`
    select ${columns} from payment_attempt
    where merchant_id = ${tx.merchantId} and order_id = any(${[...orderIds]}::uuid[])
      and state in ('created', 'paying')
    order by created_at desc, id desc`)
  return Map.groupBy(rows, ({ orderId }) => orderId)
}

/** Created, each with its first event; by id. */
export async function insertAttempts(tx: Tx, attempts: readonly NewAttempt[]): Promise<Map<string, Attempt>> {
  if (attempts.length === 0) return new Map()
  const rows = await tx.query(sql<Attempt>`
    insert into payment_attempt (merchant_id, state, created_at, id, order_id, channel_account_id, method, app_id,
      out_trade_no, amount_fen, request_hash, expires_at)
    select ${tx.merchantId}::uuid, 'created', ${tx.now}::timestamptz, w.* from ${unnested(attempts, {
      id: ['uuid', ({ id }) => id],
      order_id: ['uuid', ({ orderId }) => orderId],
      channel_account_id: ['uuid', ({ channelAccountId }) => channelAccountId],
      method: ['text', ({ method }) => method],
      app_id: ['text', ({ appId }) => appId],
      out_trade_no: ['text', ({ outTradeNo }) => outTradeNo],
      amount_fen: ['bigint', ({ amountFen }) => amountFen],
      request_hash: ['text', ({ requestHash }) => requestHash],
      expires_at: ['timestamptz', ({ expiresAt }) => expiresAt],
    })} returning ${columns}`)
  await insertEvents(
    tx,
    attempts.map(({ id }) => ({ id, from: null, to: 'created' })),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<Attempt> {
  return (await insertAttempts(tx, [attempt])).get(attempt.id)!
}

export type Given = { attempt: Attempt; sealed: Buffer; until: Date }

/** What the channel gave to pay with is kept, and from then on the payer may be paying. Under their locks; by id. */
export async function saveCredentials(tx: Tx, given: readonly Given[]): Promise<Map<string, Attempt>> {
  if (given.length === 0) return new Map()
  const rows = await tx.query(sql<Attempt>`
    update payment_attempt set state = 'paying', credential_sealed = w.sealed, credential_expires_at = w.until,
      last_error = null
    from ${unnested(given, {
      attempt_id: ['uuid', ({ attempt }) => attempt.id],
      sealed: ['bytea', ({ sealed }) => sealed],
      until: ['timestamptz', ({ until }) => until],
    })}
    where merchant_id = ${tx.merchantId} and id = w.attempt_id and state in ('created', 'paying')
    returning ${columns}`)
  assert(rows.length === given.length, 'attempts are given credentials under their locks')
  const begun = given.filter(({ attempt }) => attempt.state === 'created')
  begun.forEach(({ attempt }) => attemptStates.check(attempt.state, 'paying'))
  await insertEvents(
    tx,
    begun.map(({ attempt: { id } }) => ({ id, from: 'created', to: 'paying' })),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** By id, locked in the order of ids; their orders were locked before. */
export async function lockAttempts(tx: Tx, ids: readonly string[]): Promise<Map<string, Attempt>> {
  const rows = await tx.query(sql<Attempt>`
    select ${columns} from payment_attempt
    where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[]) order by id for update`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Of these transactions of a channel, those that an attempt has already. */
export async function findTakenTransactions(
  tx: Tx,
  told: readonly { channelAccountId: string; transactionNo: string }[],
): Promise<Set<string>> {
  const accounts = new Set(told.map(({ channelAccountId }) => channelAccountId))
  const rows = await tx.query(sql<{ transactionNo: string }>`
    select transaction_no as "transactionNo" from payment_attempt
    where merchant_id = ${tx.merchantId} and channel_account_id = any(${[...accounts]}::uuid[])
      and transaction_no = any(${told.map(({ transactionNo }) => transactionNo)}::text[])`)
  return new Set(rows.map(({ transactionNo }) => transactionNo))
}

export type Success = { attempt: Attempt; payment: Pick<ChannelPayment, 'transactionNo' | 'paidAt'> }

/** Open attempts succeed; who pays before we have heard the answer to our own call passes `paying` on the way. */
export async function markSucceeded(tx: Tx, successes: readonly Success[]): Promise<void> {
  const marked = await tx.query(sql`
    update payment_attempt a set state = 'succeeded', transaction_no = w.transaction_no, succeeded_at = w.paid_at
    from ${unnested(successes, {
      id: ['uuid', ({ attempt }) => attempt.id],
      transaction_no: ['text', ({ payment }) => payment.transactionNo],
      paid_at: ['timestamptz', ({ payment }) => new Date(payment.paidAt)],
    })}
    where a.merchant_id = ${tx.merchantId} and a.id = w.id and a.state in ('created', 'paying')
    returning true`)
  assert(marked.length === successes.length, 'attempts are marked under their locks')
  await insertEvents(
    tx,
    successes.flatMap(({ attempt: { id, state } }): Event[] => [
      ...(state === 'created' ? [{ id, from: 'created', to: 'paying' } as const] : []),
      { id, from: 'paying', to: 'succeeded' },
    ]),
  )
}

type Event = { id: string; from: AttemptState | null; to: AttemptState }

async function insertEvents(tx: Tx, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return
  await tx.query(sql`
    insert into payment_event (merchant_id, note, created_at, id, attempt_id, from_state, to_state)
    select ${tx.merchantId}::uuid, '', ${tx.now}::timestamptz, w.* from ${unnested(events, {
      id: ['uuid', () => tx.newId()],
      attempt_id: ['uuid', ({ id }) => id],
      from_state: ['text', ({ from }) => from],
      to_state: ['text', ({ to }) => to],
    })}`)
}
