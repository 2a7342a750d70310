import type { FastifyInstance } from 'fastify'
import { shippingRoutes } from '@sesame/contract/shipping'
import { shipOrder } from '../../flows/orders/ship-order.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getOrderView } from '../../reports/order-detail.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Sending what was bought from afar. */
export function shipping(app: FastifyInstance, { db }: Compose): void {
  const view = (caller: StaffCaller, orderId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getOrderView(tx, caller, orderId))

  serve(app, shippingRoutes.shipOrder, async ({ caller, key, params, body }) => {
    const { orderId } = params
    const { merchantId } = caller
    await view(caller, orderId)
    const { carrier, trackingNumber, receiverMobileEnd = null } = body
    const parcel = { carrier, trackingNumber, receiverMobileEnd }
    await shipOrder(db, { merchantId, key, actor: actorOf(caller), orderId, parcel })
    return view(caller, orderId)
  })
}
