import { sql } from 'kysely'
import { fromStored, toStored } from '../../kernel/canonical.ts'
import type { GlobalTx, Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'

export type NoticeKind = 'payment' | 'refund' | 'payout' | 'sharing'
export type NoticeOutcome = 'settled' | 'repeated' | 'unmatched' | 'mismatched' | 'ignored'

export type Notice<Detail = unknown> = {
  channelAccountId: string
  /** At WeChat Pay the event's id, the same on every repeat; elsewhere the SHA-256 of the verified body. */
  noticeKey: string
  kind: NoticeKind
  ownNumber: string
  detail: Detail
}

/** False for one that is here already. A twin that comes at the same time waits for the first to commit. */
export async function insertNotice(tx: Tx, notice: Notice): Promise<boolean> {
  return (await insertNotices(tx, [notice])).length > 0
}

/** Answers those that are new, of twins the first. Sorted, so that batches that share some wait in one order. */
export async function insertNotices<One extends Notice>(tx: Tx, notices: readonly One[]): Promise<One[]> {
  if (notices.length === 0) return []
  const nameOf = ({ channelAccountId, noticeKey }: Pick<Notice, 'channelAccountId' | 'noticeKey'>) =>
    `${channelAccountId} ${noticeKey}`
  const firsts = new Map(notices.toReversed().map((one) => [nameOf(one), one]))
  const sorted = [...firsts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one)
  const rows = await tx.query(sql<Pick<Notice, 'channelAccountId' | 'noticeKey'>>`
    insert into notice (merchant_id, outcome, created_at, channel_account_id, notice_key, kind, own_number, detail)
    select ${tx.merchantId}::uuid, 'unmatched', ${tx.now}::timestamptz, w.* from ${unnested(sorted, {
      channel_account_id: ['uuid', ({ channelAccountId }) => channelAccountId],
      notice_key: ['text', ({ noticeKey }) => noticeKey],
      kind: ['text', ({ kind }) => kind],
      own_number: ['text', ({ ownNumber }) => ownNumber],
      detail: ['jsonb', ({ detail }) => toStored(detail)],
    })}
    on conflict (merchant_id, channel_account_id, notice_key) do nothing
    returning channel_account_id as "channelAccountId", notice_key as "noticeKey"`)
  return rows.map((row) => firsts.get(nameOf(row))!)
}

export async function markNotice(
  tx: Tx,
  { channelAccountId, noticeKey }: Pick<Notice, 'channelAccountId' | 'noticeKey'>,
  outcome: NoticeOutcome,
): Promise<void> {
  await tx.query(sql`
    update notice set outcome = ${outcome}, matched_at = ${outcome === 'unmatched' ? null : tx.now}
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId}
      and notice_key = ${noticeKey}`)
}

type Marked = Pick<Notice, 'channelAccountId' | 'noticeKey'> & { outcome: NoticeOutcome }

export async function markNotices(tx: Tx, marked: readonly Marked[]): Promise<void> {
  if (marked.length === 0) return
  await tx.query(sql`
    update notice n set outcome = w.outcome,
      matched_at = case w.outcome when 'unmatched' then null else ${tx.now}::timestamptz end
    from ${unnested(marked, {
      channel_account_id: ['uuid', ({ channelAccountId }) => channelAccountId],
      notice_key: ['text', ({ noticeKey }) => noticeKey],
      outcome: ['text', ({ outcome }) => outcome],
    })}
    where n.merchant_id = ${tx.merchantId} and n.channel_account_id = w.channel_account_id
      and n.notice_key = w.notice_key`)
}

export type WaitingNotice = Notice & { createdAt: Date }

/** Notices of what is not known here yet, the newest first: the older one is, the less it will ever be. */
export async function listUnmatched(
  tx: Tx,
  { since, before, limit }: { since: Date; before?: WaitingNotice | undefined; limit: number },
): Promise<WaitingNotice[]> {
  const rest = before ? sql`and (created_at, notice_key) < (${before.createdAt}, ${before.noticeKey})` : sql``
  const rows = await tx.query(sql<WaitingNotice>`
    select channel_account_id as "channelAccountId", notice_key as "noticeKey", kind, own_number as "ownNumber",
      detail, created_at as "createdAt"
    from notice where merchant_id = ${tx.merchantId} and outcome = 'unmatched' and created_at > ${since} ${rest}
    order by created_at desc, notice_key desc limit ${limit}`)
  return rows.map((row) => ({ ...row, detail: fromStored(row.detail) }))
}

export type RefusedNotice = {
  provider: string
  channelAccountId: string
  reason: string
  ip: string
  bodyHash: string
}

/** The log of what was not what it claimed to be. */
export async function insertRefusedNotice(tx: GlobalTx, refused: RefusedNotice): Promise<void> {
  await tx.query(sql`
    insert into refused_notice (id, provider, channel_account_id, reason, ip, body_hash, created_at)
    values (${tx.newId()}, ${refused.provider}, ${refused.channelAccountId}, ${refused.reason}, ${refused.ip},
      ${refused.bodyHash}, ${tx.now})`)
}

const refusedDays = 90
const refusedMax = 100_000

/** For three months, and of a flood the newest; so many rows at a time. */
export async function forgetRefusedNotices(tx: GlobalTx, rows: number): Promise<number> {
  const old = new Date(tx.now.getTime() - refusedDays * 24 * 3_600_000)
  const forgotten = await tx.query(sql`
    delete from refused_notice where id in (
      select id from refused_notice
      where created_at < greatest(${old}::timestamptz,
        (select created_at from refused_notice order by created_at desc offset ${refusedMax} limit 1))
      order by created_at limit ${rows})
    returning 1`)
  return forgotten.length
}
