import { batched } from '../../kernel/batch.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Verdict } from '../../kernel/refusals.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { enqueueMatch } from '../../jobs/payment-jobs.ts'
import { insertNotices, markNotices } from '../../modules/notice/index.ts'
import type { NoticeOutcome } from '../../modules/notice/index.ts'
import type { ChannelPayment } from '../../modules/payment/index.ts'
import { settleEach } from './parts/settle-each.ts'

export type SettlePayment = {
  merchantId: string
  channelAccountId: string
  payment: ChannelPayment
  /** Of the notice that told it; absent when the channel was asked. */
  noticeKey?: string
  /** The channel refused to take it back, so often was it asked. */
  reversalsRefused?: number | undefined
}

/**
 * A channel took money: told by a notice, or in answer to a question. The inbox row and what it settles commit
 * together; a twin waits for the first and finds everything done.
 */
export const settlePayment = batched(settlePayments, { itemsMax: 64 })

async function settlePayments(
  tx: Tx,
  requests: readonly SettlePayment[],
  { vault }: { db: Db; vault: Vault },
): Promise<Verdict<NoticeOutcome>[]> {
  const notices = requests.flatMap((request) => {
    const { channelAccountId, noticeKey, payment } = request
    if (noticeKey === undefined) return []
    const about = { channelAccountId, noticeKey, kind: 'payment' as const, ownNumber: payment.outTradeNo }
    return [{ ...about, detail: payment, request }]
  })
  const fresh = await insertNotices(tx, notices)
  const news = new Set(fresh.map(({ request }) => request))
  const open = requests.filter((request) => request.noticeKey === undefined || news.has(request))

  const outcomes = await settleEach(tx, vault, open)
  const outcomeOf = (request: SettlePayment): NoticeOutcome => outcomes.get(request) ?? 'repeated'
  await markNotices(
    tx,
    fresh.map((notice) => ({ ...notice, outcome: outcomeOf(notice.request) })),
  )
  if (fresh.some(({ request }) => outcomeOf(request) === 'unmatched')) await enqueueMatch(tx)
  return requests.map((request) => ({ answer: outcomeOf(request) }))
}
