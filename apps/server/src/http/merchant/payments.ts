import type { FastifyInstance } from 'fastify'
import { orderRoutes } from '@sesame/contract/orders'
import { checkOrder } from '../../exchanges/check-payment.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getOrderView } from '../../reports/order-detail.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** What became of a payment, and money given back. Whoever may not see an order can do neither. */
export function payments(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const view = (caller: StaffCaller, orderId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getOrderView(tx, caller, orderId))

  serve(app, orderRoutes.checkPayment, async ({ caller, params }) => {
    await view(caller, params.orderId)
    await checkOrder(compose, { merchantId: caller.merchantId, orderId: params.orderId })
    return view(caller, params.orderId)
  })
}
