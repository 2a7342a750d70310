import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'
import { columns } from './store.ts'
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
  const events = successes.flatMap(({ attempt: { id, state } }) => [
    ...(state === 'created' ? [{ id, from: 'created', to: 'paying' }] : []),
    { id, from: 'paying', to: 'succeeded' },
  ])
  await tx.query(sql`
    insert into payment_event (merchant_id, note, created_at, id, attempt_id, from_state, to_state)
    select ${tx.merchantId}::uuid, '', ${tx.now}::timestamptz, w.* from ${unnested(events, {
      id: ['uuid', () => tx.newId()],
      attempt_id: ['uuid', ({ id }) => id],
      from_state: ['text', ({ from }) => from],
      to_state: ['text', ({ to }) => to],
    })}`)
}
