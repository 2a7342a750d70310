import type { FastifyInstance } from 'fastify'
import { shopRoutes } from '@sesame/contract/shop'
import { expireOrderNow } from '../../exchanges/expire-order.ts'
import { closeOrder } from '../../flows/orders/close-order.ts'
import { placeOrder } from '../../flows/orders/place-order.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import { listPendingRecharges } from '../../modules/order/index.ts'
import { getOrderOfCustomer, viewOrderOfCustomer } from '../../reports/order-detail.ts'
import { listOrdersOfCustomer } from '../../reports/orders.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** A customer's own orders at one shop. */
export function orders(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const view = (merchantId: string, customerId: string, orderId: string) =>
    viewOrderOfCustomer(compose, { merchantId, customerId, orderId })

  serve(app, shopRoutes.checkout, async ({ shop, caller, key, body, customerId }) => {
    const { merchantId } = shop
    const id = await customerId()
    const { orderId } = await placeOrder(compose, {
      merchantId,
      key,
      actor: actorOf(caller),
      source: 'customer-app',
      customerId: id,
      sellerId: null,
      storeId: null,
      lines: body.lines,
      anew: body.anew,
    })
    return view(merchantId, id, orderId)
  })

  serve(app, shopRoutes.listMyOrders, async ({ shop, query, customerId }) => {
    const id = await customerId()
    return inMerchant(db, shop.merchantId, (tx) => listOrdersOfCustomer(tx, id, query))
  })
  serve(app, shopRoutes.getMyOrder, async ({ shop, params, customerId }) =>
    view(shop.merchantId, await customerId(), params.orderId),
  )

  serve(app, shopRoutes.closeMyOrder, async ({ shop, caller, key, params, customerId }) => {
    const { merchantId } = shop
    const id = await customerId()
    const { orderId } = await closeOrder(db, {
      merchantId,
      key,
      actor: actorOf(caller),
      orderId: params.orderId,
      reason: '用户取消',
      customerId: id,
    })
    const order = await view(merchantId, id, orderId)
    if (order.state !== 'pending') return order
    await expireOrderNow(compose, { merchantId, orderId })
    return view(merchantId, id, orderId)
  })

  serve(app, shopRoutes.pendingRecharge, async ({ shop, query, customerId }) => {
    const id = await customerId()
    return inMerchant(db, shop.merchantId, async (tx) => {
      const pending = query?.cardId ? await listPendingRecharges(tx, query.cardId) : []
      const own = pending.find((order) => order.customerId === id)
      return { order: own ? await getOrderOfCustomer(tx, id, own.id) : null }
    })
  })
}
