import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { compactId } from '../../kernel/ids.ts'
import { enqueueRefund } from '../../jobs/payment-jobs.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import { lockOrder } from '../../modules/order/index.ts'
import {
  getRefund,
  isStuck,
  lockRefund,
  markRefund,
  refundNotRetryable,
  refundPaidToMerchant,
  renumberRefund,
} from '../../modules/refund/index.ts'

export type RetryRefund = { merchantId: string; key: string; actor: Actor; refundId: string }

/**
 * A refund that got stuck is sent again, with the same number: another would be a second refund. Only where the channel
 * has just confirmed that it closed that very number for good, the refund goes on under a new one.
 */
export async function retryRefund(
  db: Db,
  input: RetryRefund,
  { closedNumber }: { closedNumber?: string } = {},
): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'retry-refund', input, async () => {
      const { merchantId, actor, refundId } = input
      const { orderId } = await getRefund(tx, refundId)
      await lockOrder(tx, orderId)
      const refund = await lockRefund(tx, refundId)
      if (!isStuck(refund)) throw refundNotRetryable({ refundId, state: refund.state })
      if (refund.repair === 'merchant-done') throw refundPaidToMerchant({ refundId })

      const again = await markRefund(tx, refund, 'processing', { actor, note: '重新提交' })
      if (closedNumber === refund.outRefundNo) {
        const merchant = await findMerchant(tx, merchantId)
        await renumberRefund(tx, again, merchant!.code + compactId(tx.newId()))
      }
      await enqueueRefund(tx, 'refund.submit', { merchantId, refundId })
      await audit(tx, {
        actor,
        action: 'refund.retried',
        subjectKind: 'refund',
        subjectId: refundId,
        before: { state: refund.state, problem: refund.problem, outRefundNo: refund.outRefundNo },
      })
      return { orderId }
    }),
  )
}
