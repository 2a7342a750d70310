import { sql } from 'kysely'
import { fromStored, toStored } from '../../kernel/canonical.ts'
import type { GlobalTx, Tx } from '../../kernel/db.ts'

export type NoticeKind = 'payment' | 'refund'
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
  const row = await tx.one(sql`
    insert into notice (merchant_id, channel_account_id, notice_key, kind, own_number, outcome, detail, created_at)
    values (${tx.merchantId}, ${notice.channelAccountId}, ${notice.noticeKey}, ${notice.kind},
      ${notice.ownNumber}, 'unmatched', ${toStored(notice.detail)}::jsonb, ${tx.now})
    on conflict (merchant_id, channel_account_id, notice_key) do nothing returning true`)
  return row !== undefined
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

/** Notices of what is not known here yet, the newest first: the older one is, the less it will ever be. */
export async function listUnmatched(
  tx: Tx,
  { since, limit }: { since: Date; limit: number },
): Promise<Notice[]> {
  const rows = await tx.query(sql<Notice>`
    select channel_account_id as "channelAccountId", notice_key as "noticeKey", kind, own_number as "ownNumber",
      detail
    from notice where merchant_id = ${tx.merchantId} and outcome = 'unmatched' and created_at > ${since}
    order by created_at desc limit ${limit}`)
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
