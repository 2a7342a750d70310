import { sql } from 'kysely'
import { audit } from '../../../kernel/audit.ts'
import type { Tx } from '../../../kernel/db.ts'
import { once } from '../../../kernel/idempotency.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import type { WantedBack } from '../../../lines/kind.ts'
import { lockOrder } from '../../../modules/order/index.ts'
import { findKeptAttempt } from '../../../modules/payment/index.ts'
import {
  findRefundRule,
  insertTakings,
  needsReview,
  refundChanged,
  sendAfter,
} from '../../../modules/refund/index.ts'
import { carryOut } from './carry-out-refund.ts'
import { planRefund } from './plan-refund.ts'
import { addRefund } from './refund-by-itself.ts'

export type RequestRefund = {
  merchantId: string
  key: string
  actor: Actor
  /** Who gives the cash back, where the order was paid in cash. */
  staffId: string
  orderId: string
  reason: string
  /** What of it goes back; absent: the whole, of which nothing was used. */
  lines?: readonly WantedBack[] | undefined
  /** What it must come to, where somebody has seen the amount before. */
  expectedFen?: bigint | undefined
}

/**
 * What was paid goes back to where it came from, in whole or in part, as far as it was not used. Where the merchant
 * wants somebody to agree first, it waits and nothing has moved.
 */
export async function requestRefundIn(
  tx: Tx,
  input: RequestRefund,
): Promise<{ refundId: string; amountFen: bigint }> {
  return once(tx, 'request-refund', input, async () => {
    const { actor, staffId, orderId, reason, lines, expectedFen } = input
    const order = await lockOrder(tx, orderId)
    const planned = await planRefund(tx, order, { lines })
    const { amountFen, takings, others } = planned
    if (expectedFen !== undefined && expectedFen !== amountFen)
      throw refundChanged({ orderId, amountFen: Number(amountFen) })

    const attempt = await findKeptAttempt(tx, orderId)
    const refund = await addRefund(tx, {
      id: tx.newId(),
      orderId,
      attemptId: attempt?.id ?? null,
      amountFen,
      cause: 'requested',
      reason,
      requestedBy: actor,
      cashStaffId: order.tender === 'cash' ? staffId : null,
      sendAfter: order.tender === 'wechat-pay' ? sendAfter(others, tx.now) : null,
    })
    await insertTakings(tx, refund, takings)
    const isWaiting = needsReview(await findRefundRule(tx), amountFen)
    await (isWaiting ? rehearse : carryOut)(tx, { order, refund, planned, actor })
    await audit(tx, {
      actor,
      action: 'refund.requested',
      subjectKind: 'order',
      subjectId: orderId,
      after: { refundId: refund.id, amountFen, reason, ...(isWaiting && { waitsForReview: true }) },
    })
    return { refundId: refund.id, amountFen }
  })
}

/** Done and undone: what would be refused is refused now, and not only when somebody has agreed. */
async function rehearse(tx: Tx, agreed: Parameters<typeof carryOut>[1]): Promise<void> {
  await tx.query(sql`savepoint rehearsal`)
  await carryOut(tx, agreed)
  await tx.query(sql`rollback to savepoint rehearsal`)
}
