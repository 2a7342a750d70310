import type { FastifyInstance } from 'fastify'
import { counterRoutes } from '@sesame/contract/counter'
import { checkPayment } from '../../exchanges/check-payment.ts'
import { payByCode } from '../../exchanges/pay-by-code.ts'
import { startPayment } from '../../exchanges/start-payment.ts'
import { listCounterMethods } from '../../flows/payments/list-methods.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getCodePayment } from '../../reports/code-payment.ts'
import { getOrderView } from '../../reports/order-detail.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Somebody waits at the counter: what a channel does not say by then, the job hears. */
const waitingMilliseconds = 4000

/** Money over a channel at the counter: the customer shows a code, or scans one. */
export function counterPayments(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const viewOrder = (caller: StaffCaller, orderId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getOrderView(tx, caller, orderId))
  const viewPayment = (caller: StaffCaller, of: { orderId: string; attemptId: string }) =>
    inMerchant(db, caller.merchantId, (tx) => getCodePayment(tx, caller, of))

  serve(app, counterRoutes.listCounterMethods, async ({ caller: { merchantId } }) => ({
    items: await listCounterMethods(db, merchantId),
  }))
  serve(app, counterRoutes.payByCode, async ({ caller, key, params: { orderId }, body, ip }) => {
    const { merchantId } = caller
    await viewOrder(caller, orderId)
    const { payerCode: authCode } = body
    const payment = { merchantId, key, actor: actorOf(caller), orderId, authCode, terminalIp: ip }
    return viewPayment(caller, { orderId, attemptId: await payByCode(compose, payment) })
  })
  serve(app, counterRoutes.checkCodePayment, async ({ caller, params }) => {
    const { merchantId } = caller
    const { state } = await viewPayment(caller, params)
    const isOpen = state === 'waiting' || state === 'cancelling'
    if (isOpen) await checkPayment(compose, { merchantId, ...params }, patience)
    return viewPayment(caller, params)
  })
  serve(app, counterRoutes.cancelCodePayment, async ({ caller, params }) => {
    const { merchantId } = caller
    await viewPayment(caller, params)
    await checkPayment(compose, { merchantId, ...params }, { ...patience, giveUp: true })
    return viewPayment(caller, params)
  })
  serve(app, counterRoutes.showPayCode, async ({ caller, key, params: { orderId }, body }) => {
    const { merchantId } = caller
    await viewOrder(caller, orderId)
    const method = body.provider === 'alipay' ? 'alipay-precreate' : 'wechat-native'
    const started = await startPayment(compose, {
      merchantId,
      key,
      actor: actorOf(caller),
      orderId,
      method,
    })
    const { credential } = started
    const order = await viewOrder(caller, orderId)
    return { codeUrl: credential.kind === 'qr' ? credential.codeUrl : null, order }
  })
}

const patience = { timeoutMilliseconds: waitingMilliseconds }
