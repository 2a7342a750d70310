import { carrierCodes } from './carriers.ts'
import { Order } from './orders.ts'
import { command } from './route.ts'
import { Id, T, object, oneOf, optional } from './schema.ts'

export const shippingRoutes = {
  /** Who brings it and under which number; said again, it corrects, until WeChat was told. */
  shipOrder: command({
    audience: 'merchant',
    path: '/orders/:orderId/shipment',
    access: 'order.ship',
    summary: '发货',
    params: object({ orderId: Id }),
    body: object({
      carrier: oneOf(...carrierCodes),
      trackingNumber: T.String({ pattern: '^[0-9A-Za-z-]{6,32}$' }),
      /** The last four digits; SF lets nobody follow a parcel without them. */
      receiverMobileEnd: optional(T.String({ pattern: '^\\d{4}$' })),
    }),
    answer: Order,
  }),
}
