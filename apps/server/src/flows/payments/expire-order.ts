import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { closeOrder } from '../../lines/pipeline.ts'
import { lockOrder } from '../../modules/order/index.ts'
import { openAttemptsOf } from '../../modules/payment/index.ts'

const system: Actor = { kind: 'system', id: 'orders' }

export type ExpireOrder = {
  merchantId: string
  orderId: string
  /** Attempts that the channel has never heard of, so nobody holds its money by them. */
  harmless: readonly string[]
}

/** Closes an unpaid order when no attempt can bring money any more; false when one was opened meanwhile. */
export async function expireOrder(db: Db, { merchantId, orderId, harmless }: ExpireOrder): Promise<boolean> {
  return inMerchant(db, merchantId, async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (order.state !== 'pending') return true
    const open = await openAttemptsOf(tx, orderId)
    if (open.some(({ id }) => !harmless.includes(id))) return false
    const timedOut = order.expiresAt !== null && order.expiresAt <= tx.now
    await closeOrder(tx, order, timedOut ? '超时未支付' : '已取消', system)
    return true
  })
}
