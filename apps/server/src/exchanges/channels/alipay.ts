import assert from 'node:assert/strict'
import type { AlipayAccount } from '../../channels/alipay/account.ts'
import { createAlipay } from '../../channels/alipay/client.ts'
import type { AlipayAddress } from '../../channels/alipay/signed-calls.ts'
import type { AlipayPort, AlipayTrade } from '../../channels/alipay/port.ts'
import { ok, unknown } from '../../channels/outcome.ts'
import type { Found, Outcome } from '../../channels/outcome.ts'
import type { RefundAnswer } from '../../flows/payments/record-refund.ts'
import type { Asked, ChannelPort, Credential, Kept, Order, RefundOrder } from './port.ts'

export function alipayPort(account: AlipayAccount, address: AlipayAddress, now: () => Date): ChannelPort {
  const port = createAlipay(account, address, now)
  return {
    async prepay(order) {
      if (order.method === 'alipay-precreate') {
        const made = await port.precreate(alipayOrder(order))
        return made.kind === 'ok' ? ok<Kept>({ kind: 'code-url', codeUrl: made.value.codeUrl }) : made
      }
      // A page makes the trade only when the customer arrives there, so there is nobody to ask yet.
      if (order.method !== 'alipay-jsapi') return ok<Kept>({ kind: 'page' })
      assert(order.payer, 'a payment in the app names its payer')
      const outcome = await port.create({ ...alipayOrder(order), buyer: order.payer })
      return outcome.kind === 'ok' ? ok<Kept>({ kind: 'trade-no', tradeNo: outcome.value.tradeNo }) : outcome
    },
    handOut: (kept, order) => handOut(port, kept, order),
    query: async (outTradeNo) => askedOfAlipay(account, await port.query(outTradeNo)),
    async close(outTradeNo) {
      const outcome = await port.close(outTradeNo)
      const closed = outcome.kind === 'refused' && outcome.code === 'ACQ.TRADE_HAS_CLOSE'
      return closed ? ok('closed' as const) : outcome
    },
    refund: (order) => refund(port, order),
    async queryRefund(order) {
      const found = await port.queryRefund(numbersOf(order))
      return found.kind === 'ok' ? ok(done(found.value.refundFen)) : found
    },
  }
}

function handOut(port: AlipayPort, kept: Kept, order: Order): Credential {
  if (kept.kind === 'trade-no') return { kind: 'alipay-jsapi', tradeNo: kept.tradeNo }
  if (kept.kind === 'code-url') return { kind: 'qr', codeUrl: kept.codeUrl }
  assert(kept.kind === 'page', `Alipay gives no ${kept.kind}`)
  if (order.method === 'alipay-app')
    return { kind: 'alipay-app', orderString: port.appPay(alipayOrder(order)) }
  const { returnUrl } = order
  const asked = { ...alipayOrder(order), returnUrl }
  const url =
    order.method === 'alipay-wap' ? port.wapPay({ ...asked, quitUrl: returnUrl }) : port.pagePay(asked)
  return { kind: 'redirect', url }
}

export const alipayOrder = ({ outTradeNo, amountFen, title, notifyUrl, timeExpire }: Order) => ({
  outTradeNo,
  amountFen,
  subject: title,
  notifyUrl,
  timeExpire,
})

const numbersOf = ({ outTradeNo, outRefundNo }: RefundOrder) => ({ outTradeNo, outRequestNo: outRefundNo })

const done = (refundFen: bigint): RefundAnswer => ({ state: 'SUCCESS', refundFen })

/** Alipay refunds at once. Where it says that no money moved, only asking tells whether it had moved before. */
async function refund(port: AlipayPort, order: RefundOrder): Promise<Outcome<RefundAnswer>> {
  const { refundFen, reason } = order
  const outcome = await port.refund({ ...numbersOf(order), refundFen, reason })
  if (outcome.kind !== 'ok') return outcome
  if (outcome.value.moneyMoved) return ok(done(refundFen))
  const found = await port.queryRefund(numbersOf(order))
  if (found.kind === 'ok') return ok(done(found.value.refundFen))
  return found.kind === 'absent' ? unknown('bad-answer', 'refunded and not refunded') : found
}

export function askedOfAlipay(account: AlipayAccount, found: Found<AlipayTrade>): Asked {
  if (found.kind === 'absent') return found
  if (found.kind === 'refused') return { kind: 'unknown', detail: `${found.code} ${found.message}` }
  if (found.kind === 'unknown') return { kind: 'unknown', detail: `${found.cause} ${found.detail}` }
  const { state, outTradeNo, tradeNo, totalFen, paidAt } = found.value
  if (state === 'WAIT_BUYER_PAY') return { kind: 'unpaid' }
  if (state === 'TRADE_CLOSED') return { kind: 'closed' }
  // The answer is signed for this app, so whose trade it is needs no field of its own.
  const { sellerId: merchantNumber, appId } = account
  const payment = { outTradeNo, transactionNo: tradeNo, merchantNumber, appId, totalFen, currency: 'CNY' }
  if (!paidAt) return { kind: 'unknown', detail: 'paid without a time' }
  return { kind: 'paid', payment: { ...payment, paidAt: paidAt.toISOString() } }
}
