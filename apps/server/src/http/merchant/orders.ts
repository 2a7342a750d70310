import type { FastifyInstance } from 'fastify'
import { orderRoutes } from '@sesame/contract/orders'
import { expireOrderNow } from '../../exchanges/expire-order.ts'
import { startPayment } from '../../exchanges/start-payment.ts'
import { closeOrder } from '../../flows/orders/close-order.ts'
import { placeOrder } from '../../flows/orders/place-order.ts'
import { quoteOrder } from '../../flows/orders/quote-order.ts'
import { takeCard } from '../../flows/orders/take-card.ts'
import { takeCash } from '../../flows/orders/take-cash.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getOrderView } from '../../reports/order-detail.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'
import { storeOf } from './store-of.ts'

/** Selling at the counter: quote, order, take money, close. */
export function orders(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const view = (caller: StaffCaller, orderId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getOrderView(tx, caller, orderId))
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })

  const startCode = async (payment: { merchantId: string; key: string; actor: Actor; orderId: string }) => {
    const { merchantId, key, actor, orderId } = payment
    const started = await startPayment(compose, { merchantId, key, actor, orderId, method: 'wechat-native' })
    return started.credential.kind === 'qr' ? started.credential.codeUrl : null
  }

  serve(app, orderRoutes.getOrder, async ({ caller, params }) => view(caller, params.orderId))

  serve(app, orderRoutes.quote, async ({ caller, query }) =>
    quoteOrder(compose, {
      merchantId: caller.merchantId,
      customerId: query.customerId ?? null,
      lines: query.lines,
    }),
  )

  serve(app, orderRoutes.sell, async ({ caller, key, body }) => {
    const { orderId } = await placeOrder(compose, {
      ...by(caller, key),
      source: 'counter',
      customerId: body.customerId,
      sellerId: caller.staffId,
      storeId: storeOf(caller, body.storeId),
      lines: body.lines,
    })
    return view(caller, orderId)
  })

  serve(app, orderRoutes.takePayment, async ({ caller, key, params, body }) => {
    const { orderId } = params
    await view(caller, orderId)
    const payment = { ...by(caller, key), staffId: caller.staffId, orderId }
    if (body.tender === 'cash') await takeCash(compose, payment)
    else if (body.tender === 'card') await takeCard(compose, { ...payment, code: body.code })
    else return { codeUrl: await startCode(payment), order: await view(caller, orderId) }
    return { order: await view(caller, orderId), codeUrl: null }
  })

  serve(app, orderRoutes.closeOrder, async ({ caller, key, params, body }) => {
    await view(caller, params.orderId)
    const { orderId } = await closeOrder(db, {
      ...by(caller, key),
      orderId: params.orderId,
      reason: body.reason,
    })
    const order = await view(caller, orderId)
    if (order.state !== 'pending') return order
    await expireOrderNow(compose, { merchantId: caller.merchantId, orderId })
    return view(caller, orderId)
  })
}
