import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { reverseOrder } from '../../lines/pipeline.ts'
import { refundReserve } from '../../modules/chart/index.ts'
import { lockOrder, markOrder } from '../../modules/order/index.ts'
import { findAttempt, findKeptAttempt } from '../../modules/payment/index.ts'
import { findRefundOfChannel, insertTakings, markRefund, refundTooMuch } from '../../modules/refund/index.ts'
import { finishRefund } from './parts/finish-refund.ts'
import { planRefund } from './parts/plan-refund.ts'
import { addRefund } from './parts/refund-by-itself.ts'

export type RecordConsoleRefund = {
  merchantId: string
  actor: Actor
  attemptId: string
  amountFen: bigint
  /** The channel's own number of it, by which it is recorded once. */
  channelRefundNo: string
}

/**
 * Somebody gave a payment back in the channel's own console. The order is refunded like by us, unless something of it
 * was used, or it was a part of it only: then it is refused, and somebody has to decide.
 */
export async function recordConsoleRefund(db: Db, input: RecordConsoleRefund): Promise<{ refundId: string }> {
  const { actor, attemptId, amountFen, channelRefundNo } = input
  return inMerchant(db, input.merchantId, async (tx) => {
    const { orderId } = (await findAttempt(tx, attemptId))!
    const order = await lockOrder(tx, orderId)
    const earlier = await findRefundOfChannel(tx, { attemptId, channelRefundNo })
    if (earlier) return { refundId: earlier.id }
    const kept = await findKeptAttempt(tx, orderId)
    const planned = await planRefund(tx, order, {})
    if (kept?.id !== attemptId || planned.amountFen !== amountFen)
      throw refundTooMuch({ orderId, leftFen: Number(planned.amountFen) })

    const requested = await addRefund(tx, {
      id: tx.newId(),
      orderId,
      attemptId,
      amountFen: planned.amountFen,
      cause: 'requested',
      reason: '渠道后台退款，由对账发现',
      requestedBy: actor,
      cashStaffId: null,
      sendAfter: null,
    })
    await insertTakings(tx, requested, planned.takings)
    await reverseOrder(tx, order, refundReserve(requested.id), actor)
    const refunding = await markOrder(tx, order, 'refunding', { actor, note: requested.reason })
    const approved = await markRefund(tx, requested, 'approved', { actor })
    const processing = await markRefund(tx, approved, 'processing')
    await finishRefund(tx, refunding, processing, { channelRefundNo })
    await audit(tx, {
      actor,
      action: 'refund.found_in_bill',
      subjectKind: 'order',
      subjectId: orderId,
      after: { refundId: requested.id, amountFen, channelRefundNo },
    })
    return { refundId: requested.id }
  })
}
