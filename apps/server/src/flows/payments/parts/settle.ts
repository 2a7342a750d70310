import { auditOnce } from '../../../kernel/audit.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import type { Vault } from '../../../kernel/secrets.ts'
import { enqueuePoll, enqueueShippingReport } from '../../../jobs/payment-jobs.ts'
import { applyPayment } from '../../../lines/pipeline.ts'
import { getChannelAccount } from '../../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../../modules/channel-account/index.ts'
import { channel } from '../../../modules/chart/index.ts'
import type { NoticeOutcome } from '../../../modules/notice/index.ts'
import { lockOrder } from '../../../modules/order/index.ts'
import type { SaleOrder } from '../../../modules/order/index.ts'
import {
  findAttemptByNumber,
  findAttemptByTransaction,
  lockAttempt,
  markAttempt,
  mismatchesOf,
} from '../../../modules/payment/index.ts'
import type { Attempt, ChannelPayment } from '../../../modules/payment/index.ts'
import { refundByItself, refundTest } from './refund-by-itself.ts'

export const channelActor: Actor = { kind: 'system', id: 'payments' }

export type Paid = {
  channelAccountId: string
  payment: ChannelPayment
  /** Of an attempt that was asked back so often: the channel refused it, and then said that it is paid. */
  reversalsRefused?: number | undefined
}

/**
 * Books what a channel says it took, once, whoever brought the news. Money for an order that is closed or paid
 * already is taken in and refunded by itself; what does not match is kept out of the books.
 */
export async function settle(
  tx: Tx,
  vault: Vault,
  { channelAccountId, payment, reversalsRefused = 0 }: Paid,
): Promise<NoticeOutcome> {
  const found = await findAttemptByNumber(tx, payment.outTradeNo)
  if (!found) return 'unmatched'
  const order = await lockOrder(tx, found.orderId)
  const attempt = await lockAttempt(tx, found.id)
  const account = await getChannelAccount(tx, channelAccountId)
  if (!(await isRight(tx, attempt, account, payment))) return 'mismatched'
  if (attempt.state === 'succeeded') return 'repeated'
  if (attempt.reversals !== reversalsRefused) return askInstead(tx, attempt)

  const succeeded = await succeed(tx, attempt, payment)
  if (order.state === 'pending') await payOrder(tx, vault, { order, attempt: succeeded, account })
  else await refundByItself(tx, { order, attempt: succeeded, account })
  return 'settled'
}

/** It was asked back, so the channel may have returned it since this news was written: only the channel knows. */
async function askInstead(tx: Tx, attempt: Attempt): Promise<NoticeOutcome> {
  await enqueuePoll(tx, { merchantId: tx.merchantId, attemptId: attempt.id, runAt: tx.now })
  return 'ignored'
}

async function isRight(
  tx: Tx,
  attempt: Attempt,
  account: ChannelAccount,
  payment: ChannelPayment,
): Promise<boolean> {
  const mismatches = mismatchesOf(attempt, account, payment)
  const { transactionNo } = payment
  const other = await findAttemptByTransaction(tx, { channelAccountId: account.id, transactionNo })
  if (other && other.id !== attempt.id)
    mismatches.push({ field: 'transaction', expected: 'a new one', found: transactionNo })
  if (mismatches.length === 0) return true
  await auditOnce(tx, {
    actor: channelActor,
    action: 'payment.mismatched',
    subjectKind: 'payment_attempt',
    subjectId: attempt.id,
    after: { mismatches },
  })
  return false
}

/** The customer may pay before we have heard the answer to our own call. */
async function succeed(tx: Tx, attempt: Attempt, payment: ChannelPayment): Promise<Attempt> {
  const paying = attempt.state === 'created' ? await markAttempt(tx, attempt, 'paying') : attempt
  const { transactionNo, paidAt } = payment
  return markAttempt(tx, paying, 'succeeded', { transactionNo, succeededAt: new Date(paidAt) })
}

type Payment = { order: SaleOrder; attempt: Attempt; account: ChannelAccount }

async function payOrder(tx: Tx, vault: Vault, { order, attempt, account }: Payment): Promise<void> {
  const paid = await applyPayment(tx, order, {
    tender: account.provider,
    receivedInto: channel(account.id),
    custody: account.custody,
    actor: channelActor,
    sourceKey: `attempt:${attempt.id}`,
    vault,
  })
  if (order.source === 'channel-test') await refundTest(tx, { order: paid, attempt, account })
  else if (attempt.method === 'wechat-mini-program')
    await enqueueShippingReport(tx, { merchantId: tx.merchantId, attemptId: attempt.id })
}
