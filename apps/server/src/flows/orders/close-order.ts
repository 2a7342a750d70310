import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { audit } from '../../kernel/audit.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { giveUpOrder } from '../../lines/pipeline.ts'
import { lockOrder, orderNotFound, orderNotPending } from '../../modules/order/index.ts'

export type CloseOrder = {
  merchantId: string
  key: string
  actor: Actor
  orderId: string
  reason: string
  /** Whose order it must be, when a customer closes their own. */
  customerId?: string
}

/**
 * Gives up an unpaid order: closed at once when nobody can be paying it; else the channel is asked first, by a
 * job, and the order stays pending for that moment.
 */
export async function closeOrder(db: Db, input: CloseOrder): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'close-order', input, async () => {
      const { actor, orderId, reason, customerId } = input
      const order = await lockOrder(tx, orderId)
      if (customerId && order.customerId !== customerId) throw orderNotFound({ orderId })
      if (order.state !== 'pending') throw orderNotPending({ orderId, state: order.state })

      const after = await giveUpOrder(tx, order, reason, actor)
      await audit(tx, {
        actor,
        action: 'order.closed',
        subjectKind: 'order',
        subjectId: orderId,
        before: { state: order.state },
        after: { state: after.state, reason },
      })
      return { orderId }
    }),
  )
}
