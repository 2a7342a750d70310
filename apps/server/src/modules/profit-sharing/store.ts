import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { ShareState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'
import { shareNotFound, shareStates } from './rules.ts'
import type { Share } from './types.ts'

const columns = sql`id, attempt_id as "attemptId", channel_account_id as "channelAccountId", custody,
  out_order_no as "outOrderNo", state, problem, polls, created_at as "createdAt"`

export async function findShareOfAttempt(tx: Tx, attemptId: string): Promise<Share | undefined> {
  return tx.one(sql<Share>`
    select ${columns} from profit_share where merchant_id = ${tx.merchantId} and attempt_id = ${attemptId}`)
}

export async function findShareNumbered(tx: Tx, outOrderNo: string): Promise<Share | undefined> {
  return tx.one(sql<Share>`
    select ${columns} from profit_share where merchant_id = ${tx.merchantId} and out_order_no = ${outOrderNo}`)
}

export async function findShare(tx: Tx, id: string): Promise<Share | undefined> {
  return tx.one(sql<Share>`
    select ${columns} from profit_share where merchant_id = ${tx.merchantId} and id = ${id}`)
}

/** The order's row is locked before, by the lock order. */
export async function lockShare(tx: Tx, id: string): Promise<Share> {
  const share = await tx.one(sql<Share>`
    select ${columns} from profit_share where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!share) throw shareNotFound({ shareId: id })
  return share
}

type NewShare = Pick<Share, 'id' | 'attemptId' | 'channelAccountId' | 'custody' | 'outOrderNo'>

export async function insertShares(tx: Tx, shares: readonly NewShare[]): Promise<void> {
  if (shares.length === 0) return
  await tx.query(sql`
    insert into profit_share (merchant_id, state, created_at, id, attempt_id, channel_account_id, custody, out_order_no)
    select ${tx.merchantId}::uuid, 'planned', ${tx.now}::timestamptz, w.* from ${unnested(shares, {
      id: ['uuid', ({ id }) => id],
      attempt_id: ['uuid', ({ attemptId }) => attemptId],
      channel_account_id: ['uuid', ({ channelAccountId }) => channelAccountId],
      custody: ['text', ({ custody }) => custody],
      out_order_no: ['text', ({ outOrderNo }) => outOrderNo],
    })}`)
}

/** Which of these attempts the channel is told of as payments to be shared. */
export async function attemptsToShare(tx: Tx, attemptIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query(sql<{ attemptId: string }>`
    select attempt_id as "attemptId" from profit_share
    where merchant_id = ${tx.merchantId} and attempt_id = any(${[...attemptIds]}::uuid[])`)
  return new Set(rows.map(({ attemptId }) => attemptId))
}

/** Changes the state by the table and writes the event. The caller holds the row's lock. */
export async function markShare(
  tx: Tx,
  share: Share,
  state: ShareState,
  { note = '', problem = null }: { note?: string; problem?: string | null } = {},
): Promise<Share> {
  shareStates.check(share.state, state)
  const isOver = shareStates.next(state).length === 0
  const marked = await tx.one(sql<Share>`
    update profit_share set state = ${state}, problem = ${problem}, ended_at = ${isOver ? tx.now : null}
    where merchant_id = ${tx.merchantId} and id = ${share.id} and state = ${share.state} returning ${columns}`)
  assert(marked, 'a share is marked under its lock')
  await insertEvent(tx, share.id, share.state, state, note || (problem ?? ''))
  return marked
}

/** The channel was asked, or it has to wait; nothing is decided yet. */
export async function saveSharePoll(tx: Tx, share: Share, problem: string | null): Promise<void> {
  await tx.query(sql`
    update profit_share set polls = polls + 1, polled_at = ${tx.now}, problem = ${problem}
    where merchant_id = ${tx.merchantId} and id = ${share.id}`)
}

async function insertEvent(tx: Tx, shareId: string, from: ShareState | null, to: ShareState, note = '') {
  await tx.query(sql`
    insert into profit_share_event (merchant_id, id, share_id, from_state, to_state, note, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${shareId}, ${from}, ${to}, ${note}, ${tx.now})`)
}
