import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { enqueueMatch, enqueueRefund } from '../../jobs/payment-jobs.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import { insertNotice, markNotice } from '../../modules/notice/index.ts'
import type { NoticeOutcome } from '../../modules/notice/index.ts'
import { lockOrder } from '../../modules/order/index.ts'
import { findAttempt } from '../../modules/payment/index.ts'
import type { Attempt } from '../../modules/payment/index.ts'
import {
  findRefund,
  findRefundByNumber,
  isStuck,
  lockRefund,
  markRefund,
  nextRefundPoll,
  saveRefundPoll,
} from '../../modules/refund/index.ts'
import type { Refund } from '../../modules/refund/index.ts'
import { recordRefundIn } from './parts/record-refund-in.ts'
import type { RefundAnswer } from './parts/record-refund-in.ts'

export type { RefundAnswer }

type Of = { merchantId: string; refundId: string }
export type Submitted = { refund: Refund; attempt: Attempt; account: ChannelAccount }

/** Before the channel is called: the refund is on its way. Undefined when there is nothing to send. */
export async function beginRefund(db: Db, { merchantId, refundId }: Of): Promise<Submitted | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    const found = await findRefund(tx, refundId)
    if (!found?.attemptId) return undefined
    await lockOrder(tx, found.orderId)
    const locked = await lockRefund(tx, refundId)
    const refund = locked.state === 'approved' ? await markRefund(tx, locked, 'processing') : locked
    if (refund.state !== 'processing') return undefined
    const attempt = (await findAttempt(tx, found.attemptId))!
    return { refund, attempt, account: await getChannelAccount(tx, attempt.channelAccountId) }
  })
}

/** A refund that waits for a person, to ask the channel about it before anything is decided; else undefined. */
export async function findStuck(db: Db, { merchantId, refundId }: Of): Promise<Submitted | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    const refund = await findRefund(tx, refundId)
    if (!refund?.attemptId || !isStuck(refund)) return undefined
    const attempt = (await findAttempt(tx, refund.attemptId))!
    return { refund, attempt, account: await getChannelAccount(tx, attempt.channelAccountId) }
  })
}

export type RecordRefund = {
  merchantId: string
  outRefundNo: string
  answer: RefundAnswer
  /** Of the notice that told it. */
  notice?: { channelAccountId: string; noticeKey: string }
}

/** What the channel says of a refund. As with payments, inbox row and outcome commit together. */
export async function recordRefund(db: Db, input: RecordRefund): Promise<NoticeOutcome> {
  const { merchantId, outRefundNo, answer, notice } = input
  return inMerchant(db, merchantId, async (tx) => {
    if (!notice) return recordRefundIn(tx, { outRefundNo, answer })
    const row = { ...notice, kind: 'refund' as const, ownNumber: outRefundNo, detail: answer }
    if (!(await insertNotice(tx, row))) return 'repeated'
    const { channelAccountId } = notice
    const outcome = await recordRefundIn(tx, { outRefundNo, answer, channelAccountId })
    await markNotice(tx, notice, outcome)
    if (outcome === 'unmatched') await enqueueMatch(tx)
    return outcome
  })
}

/** The channel said nothing sure: the same number is asked about, or sent again, later. */
export async function postponeRefund(db: Db, { problem, ...of }: Of & { problem: string }): Promise<void> {
  await withRefund(db, of, async (tx, refund) => {
    await saveRefundPoll(tx, refund, { problem })
    const runAt = nextRefundPoll(refund.polls, tx.now)
    await enqueueRefund(tx, 'refund.poll', { ...of, runAt })
  })
}

/** The channel declined and knows nothing of it: a person has to look. */
export async function blockRefund(db: Db, { problem, ...of }: Of & { problem: string }): Promise<void> {
  await withRefund(db, of, async (tx, refund) => {
    await saveRefundPoll(tx, refund, { problem })
    await markRefund(tx, refund, 'abnormal', { problem, repair: null })
  })
}

async function withRefund(
  db: Db,
  { merchantId, refundId }: Of,
  work: (tx: Parameters<typeof lockRefund>[0], refund: Refund) => Promise<void>,
): Promise<void> {
  await inMerchant(db, merchantId, async (tx) => {
    const found = await findRefund(tx, refundId)
    await lockOrder(tx, found!.orderId)
    const refund = await lockRefund(tx, refundId)
    if (refund.state === 'processing') await work(tx, refund)
  })
}

/** Something happened to this refund: the channel is asked about it now. */
export async function askAboutRefund(
  db: Db,
  { merchantId, outRefundNo }: { merchantId: string; outRefundNo: string },
): Promise<void> {
  await inMerchant(db, merchantId, async (tx) => {
    const refund = await findRefundByNumber(tx, outRefundNo)
    if (refund?.state === 'processing')
      await enqueueRefund(tx, 'refund.poll', { merchantId, refundId: refund.id })
  })
}
