import { auditOnce } from '../../../kernel/audit.ts'
import type { Tx } from '../../../kernel/db.ts'
import { enqueueRefund } from '../../../jobs/payment-jobs.ts'
import type { NoticeOutcome } from '../../../modules/notice/index.ts'
import { lockOrder } from '../../../modules/order/index.ts'
import { findAttempt } from '../../../modules/payment/index.ts'
import {
  findRefundByNumber,
  lockRefund,
  markRefund,
  nextRefundPoll,
  refundStates,
  saveRefundPoll,
} from '../../../modules/refund/index.ts'
import type { Refund } from '../../../modules/refund/index.ts'
import { finishRefund, paidToMerchant } from './finish-refund.ts'
import { channelActor } from './settle.ts'

/** What a channel says of a refund, by its answer or by a notice. */
export type RefundAnswer = {
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
  refundFen: bigint
  channelRefundNo?: string | undefined
  /** Which payment it says was refunded, where it says so. */
  outTradeNo?: string | undefined
}

export type Told = {
  outRefundNo: string
  answer: RefundAnswer
  /** Whose notice told it; absent when the account that took the money was asked. */
  channelAccountId?: string | undefined
}

/** Order before refund, as the lock order says. What is over stays as it is. */
export async function recordRefundIn(
  tx: Tx,
  { outRefundNo, answer, channelAccountId }: Told,
): Promise<NoticeOutcome> {
  const found = await findRefundByNumber(tx, outRefundNo)
  if (!found) return 'unmatched'
  const order = await lockOrder(tx, found.orderId)
  const refund = await lockRefund(tx, found.id)
  if (!(await isAboutOurs(tx, refund, { answer, channelAccountId }))) return 'mismatched'
  if (await isOverhauled(tx, refund, { outRefundNo, answer })) return 'mismatched'
  if (refund.state === 'succeeded' || refund.state === 'rejected') return 'repeated'
  if (refund.state === 'cancelled' || refund.outRefundNo !== outRefundNo) return 'repeated'
  if (refund.repair === 'merchant-done') return 'repeated'

  const processing = refund.state === 'approved' ? await markRefund(tx, refund, 'processing') : refund
  if (answer.refundFen !== refund.amountFen) return mismatched(tx, processing, answer)
  const change = { ...(answer.channelRefundNo && { channelRefundNo: answer.channelRefundNo }) }
  switch (answer.state) {
    case 'SUCCESS':
      if (processing.repair === 'merchant') return paidToMerchant(tx, processing, change)
      await finishRefund(tx, order, processing, change)
      return 'settled'
    case 'PROCESSING':
      await stayProcessing(tx, processing, answer)
      return 'ignored'
    case 'CLOSED':
      return stuck(tx, processing, 'closed', { ...change, problem: '渠道已关闭该退款' })
    case 'ABNORMAL':
      return stuck(tx, processing, 'abnormal', {
        ...change,
        problem: '退款异常：用户账户无法收款，请联系用户后重试',
      })
  }
}

/** Only the account that took the money can tell that it gave it back, and only of that payment. */
async function isAboutOurs(
  tx: Tx,
  refund: Refund,
  { answer, channelAccountId }: Pick<Told, 'answer' | 'channelAccountId'>,
): Promise<boolean> {
  const attempt = refund.attemptId === null ? undefined : await findAttempt(tx, refund.attemptId)
  const told = { channelAccountId, outTradeNo: answer.outTradeNo }
  const isSame =
    attempt !== undefined &&
    (told.channelAccountId ?? attempt.channelAccountId) === attempt.channelAccountId &&
    (told.outTradeNo ?? attempt.outTradeNo) === attempt.outTradeNo
  if (isSame) return true
  const subject = { subjectKind: 'refund', subjectId: refund.id }
  await auditOnce(tx, { actor: channelActor, action: 'refund.mismatched', ...subject, after: told })
  return false
}

/** The channel gave money back of which somebody has decided otherwise meanwhile: a person has to see that. */
async function isOverhauled(
  tx: Tx,
  refund: Refund,
  { outRefundNo, answer }: Pick<Told, 'outRefundNo' | 'answer'>,
): Promise<boolean> {
  const isOther = refund.outRefundNo !== outRefundNo || refund.state === 'cancelled'
  const isTwice = refund.state === 'succeeded' && refund.byHand !== null && refund.repair !== 'merchant-done'
  if (answer.state !== 'SUCCESS' || !(isOther || isTwice)) return false
  const subject = { subjectKind: 'refund', subjectId: refund.id }
  const after = { outRefundNo, refundFen: Number(answer.refundFen), state: refund.state }
  await auditOnce(tx, { actor: channelActor, action: 'refund.paid_twice', ...subject, after })
  return true
}

async function stayProcessing(tx: Tx, refund: Refund, { channelRefundNo }: RefundAnswer): Promise<void> {
  if (refund.state !== 'processing') return
  await saveRefundPoll(tx, refund, { problem: null, channelRefundNo })
  const { merchantId } = tx
  const runAt = nextRefundPoll(refund.polls, tx.now)
  await enqueueRefund(tx, 'refund.poll', { merchantId, refundId: refund.id, runAt })
}

/** A person has to look; the money stays reserved. */
async function stuck(
  tx: Tx,
  refund: Refund,
  state: 'closed' | 'abnormal',
  change: { problem: string; channelRefundNo?: string },
): Promise<NoticeOutcome> {
  if (refund.state === state) return 'repeated'
  if (!refundStates.can(refund.state, state)) return 'ignored'
  await saveRefundPoll(tx, refund, change)
  await markRefund(tx, refund, state, { ...change, repair: null })
  return 'settled'
}

async function mismatched(tx: Tx, refund: Refund, { refundFen }: RefundAnswer): Promise<NoticeOutcome> {
  await stuck(tx, refund, 'abnormal', { problem: `渠道退款金额不符：${refundFen} 分` })
  return 'mismatched'
}
