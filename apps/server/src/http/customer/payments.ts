import type { FastifyInstance } from 'fastify'
import { shopRoutes } from '@sesame/contract/shop'
import { checkOrder } from '../../exchanges/check-payment.ts'
import { startPayment } from '../../exchanges/start-payment.ts'
import { grantMessages } from '../../flows/messages/grant-messages.ts'
import { listMethods } from '../../flows/payments/list-methods.ts'
import { actorOf } from '../../modules/access/index.ts'
import { viewOrderOfCustomer } from '../../reports/order-detail.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Paying: what can be used here, the cashier, and what became of it. Openids stay on this side. */
export function payments(app: FastifyInstance, compose: Compose): void {
  const { db } = compose

  serve(app, shopRoutes.listPaymentMethods, async ({ shop: { merchantId }, query }) => ({
    items: await listMethods(db, { merchantId, environment: query.environment }),
  }))
  serve(app, shopRoutes.pay, async ({ shop: { merchantId }, caller, key, params, body, ip, customerId }) =>
    startPayment(compose, {
      merchantId,
      key,
      actor: actorOf(caller),
      orderId: params.orderId,
      customerId: await customerId(),
      personId: caller.personId,
      method: body.method,
      returnUrl: body.returnUrl,
      payerIp: ip,
    }),
  )
  serve(app, shopRoutes.checkMyPayment, async ({ shop: { merchantId }, params, customerId }) => {
    const id = await customerId()
    const { orderId } = params
    const view = () => viewOrderOfCustomer(compose, { merchantId, customerId: id, orderId })
    await view()
    await checkOrder(compose, { merchantId, orderId })
    return view()
  })
  serve(app, shopRoutes.grantMessages, async ({ shop: { merchantId }, caller, key, body, customerId }) =>
    grantMessages(db, { merchantId, key, actor: actorOf(caller), customerId: await customerId(), ...body }),
  )
}
