import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { enqueueShippingReport } from '../../jobs/payment-jobs.ts'
import { linesOf, lockOrder } from '../../modules/order/index.ts'
import { attemptsOf } from '../../modules/payment/index.ts'
import { refundsOf } from '../../modules/refund/index.ts'
import { checkParcel, checkShippable, lockShipment, saveShipment } from '../../modules/shipment/index.ts'
import type { Parcel } from '../../modules/shipment/index.ts'

export type ShipOrder = { merchantId: string; key: string; actor: Actor; orderId: string; parcel: Parcel }

/** Goods are handed to a carrier, or the parcel is corrected; WeChat is told where it took the money. */
export async function shipOrder(db: Db, input: ShipOrder): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'ship-order', input, async () => {
      const { actor, orderId, parcel } = input
      const order = await lockOrder(tx, orderId)
      const before = await lockShipment(tx, orderId)
      checkShippable(order, await linesOf(tx, orderId), before)
      checkParcel(parcel)

      await saveShipment(tx, orderId, parcel)
      await audit(tx, {
        actor,
        action: before ? 'order.shipment_corrected' : 'order.shipped',
        subjectKind: 'order',
        subjectId: orderId,
        before: before && parcelOf(before),
        after: parcelOf(parcel),
      })
      await reportPaidIn(tx, orderId)
      return { orderId }
    }),
  )
}

const parcelOf = ({ carrier, trackingNumber, receiverMobileEnd }: Parcel): Parcel => ({
  carrier,
  trackingNumber,
  receiverMobileEnd,
})

/** The payment that bought it; money that came twice goes back by itself, and nothing was sent for it. */
async function reportPaidIn(tx: Tx, orderId: string): Promise<void> {
  const refunds = await refundsOf(tx, orderId)
  const returned = new Set(
    refunds.filter(({ cause }) => cause !== 'requested').map(({ attemptId }) => attemptId),
  )
  for (const { id, method, state } of await attemptsOf(tx, orderId))
    if (method === 'wechat-mini-program' && state === 'succeeded' && !returned.has(id))
      await enqueueShippingReport(tx, { merchantId: tx.merchantId, attemptId: id })
}
