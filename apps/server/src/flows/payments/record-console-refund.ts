import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { reverseOrder, takePart } from '../../lines/pipeline.ts'
import { channel, merchantAvailable, merchantOwnHands, refundReserve } from '../../modules/chart/index.ts'
import { lockOrder, markOrder, noteOrder } from '../../modules/order/index.ts'
import type { SaleOrder } from '../../modules/order/index.ts'
import { findAttempt, findKeptAttempt } from '../../modules/payment/index.ts'
import { findRefundOfChannel, insertTakings, markRefund, refundTooMuch } from '../../modules/refund/index.ts'
import { finishRefund } from './parts/finish-refund.ts'
import { planByAmount } from './parts/plan-by-amount.ts'
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
 * Somebody gave a payment back in the channel's own console, or a part of it. The order is refunded like by us, by
 * exactly that amount, unless so much of it was used: then it is refused, and somebody has to decide.
 */
export async function recordConsoleRefund(db: Db, input: RecordConsoleRefund): Promise<{ refundId: string }> {
  const { actor, attemptId, amountFen, channelRefundNo } = input
  return inMerchant(db, input.merchantId, async (tx) => {
    const { orderId, channelAccountId } = (await findAttempt(tx, attemptId))!
    const order = await lockOrder(tx, orderId)
    const earlier = await findRefundOfChannel(tx, { attemptId, channelRefundNo })
    if (earlier) return { refundId: earlier.id }
    const kept = await findKeptAttempt(tx, orderId)
    if (kept?.id !== attemptId) throw refundTooMuch({ orderId, leftFen: 0 })
    const { takings, isWhole, ...planned } = await planByAmount(tx, order, amountFen)

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
    await insertTakings(tx, requested, takings)
    const reserve = refundReserve(requested.id)
    const later = [channel(channelAccountId), merchantAvailable(), merchantOwnHands()]
    if (isWhole) await reverseOrder(tx, order, reserve, actor, later)
    else await takePart(tx, order, { refundId: requested.id, takings, reserve, actor }, later)
    const refunding = await markRefunding(tx, order, { actor, note: requested.reason })
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

/** Another refund of it may be under way. */
async function markRefunding(
  tx: Tx,
  order: SaleOrder,
  { actor, note }: { actor: Actor; note: string },
): Promise<SaleOrder> {
  if (order.state !== 'refunding') return markOrder(tx, order, 'refunding', { actor, note })
  await noteOrder(tx, order, note, actor)
  return order
}
