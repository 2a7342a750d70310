import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { requestRefundIn } from './parts/make-refund.ts'
import type { RequestRefund } from './parts/make-refund.ts'

export type { RequestRefund }

/** Money goes back to a customer, in whole or in part, or waits for somebody to agree to it. */
export async function requestRefund(db: Db, input: RequestRefund): Promise<{ refundId: string }> {
  return inMerchant(db, input.merchantId, async (tx) => {
    const { refundId } = await requestRefundIn(tx, input)
    return { refundId }
  })
}
