import assert from 'node:assert/strict'
import { ok } from '../../channels/outcome.ts'
import type { Found, Outcome } from '../../channels/outcome.ts'
import type { WechatPayAccount } from '../../channels/wechat-pay/account.ts'
import { createWechatPay } from '../../channels/wechat-pay/client.ts'
import type { WechatPayAddress } from '../../channels/wechat-pay/signed-calls.ts'
import { appParameters, h5Address, jsapiParameters } from '../../channels/wechat-pay/pay-parameters.ts'
import type { PrepayMethod } from '../../channels/wechat-pay/port.ts'
import type { WechatRefund, WechatTransaction } from '../../channels/wechat-pay/transaction.ts'
import type { RefundAnswer } from '../../flows/payments/record-refund.ts'
import type { ChannelPayment } from '../../modules/payment/index.ts'
import type { Asked, ChannelPort, Credential, Kept, Order } from './port.ts'

const methods: Partial<Record<Order['method'], PrepayMethod>> = {
  'wechat-mini-program': 'mini-program',
  'wechat-jsapi': 'jsapi',
  'wechat-h5': 'h5',
  'wechat-native': 'native',
  'wechat-app': 'app',
}

export function wechatPort(account: WechatPayAccount, address: WechatPayAddress): ChannelPort {
  const port = createWechatPay(account, address)
  return {
    prepay: (order) => {
      const { title, payer, payerIp, ...same } = order
      const method = methods[order.method]
      assert(method, `WeChat Pay has no ${order.method}`)
      return port.prepay({
        ...same,
        method,
        description: title,
        ...(payer && 'openId' in payer && { payerOpenId: payer.openId }),
        ...(payerIp !== undefined && { payerIp }),
      })
    },
    handOut: (kept, order, signing) => handOut(account, kept, order, signing),
    query: async (outTradeNo) => askedOf(await port.query(outTradeNo)),
    close: (outTradeNo) => port.close(outTradeNo),
    refund: async (order) => answered(await port.refund(order)),
    queryRefund: async ({ outRefundNo }) => answered(await port.queryRefund(outRefundNo)),
  }
}

function handOut(
  account: WechatPayAccount,
  kept: Kept,
  { appId, method, returnUrl }: Order,
  signing: { now: Date; nonce: string },
): Credential {
  switch (kept.kind) {
    case 'prepay-id': {
      const { prepayId } = kept
      if (method === 'wechat-app') {
        return { kind: 'wechat-app', ...appParameters(account, { appId, prepayId, ...signing }) }
      }
      return { kind: 'wechat-jsapi', ...jsapiParameters(account, { appId, prepayId, ...signing }) }
    }
    case 'h5-url':
      return { kind: 'redirect', url: h5Address(kept.h5Url, returnUrl) }
    case 'code-url':
      return { kind: 'qr', codeUrl: kept.codeUrl }
    case 'trade-no':
    case 'page':
      return assert.fail(`WeChat Pay gives no ${kept.kind}`)
  }
}

/** Undefined for a transaction in which no money was taken. */
export function wechatPaymentOf(transaction: WechatTransaction): ChannelPayment | undefined {
  const { payment, outTradeNo, mchId, appId, subMchId, subAppId } = transaction
  const partners = subMchId === undefined ? {} : { subMerchantNumber: subMchId, partnerAppId: appId }
  return (
    payment && {
      outTradeNo,
      transactionNo: payment.transactionId,
      merchantNumber: mchId,
      // The app that the customer was in: the provider's merchant's, where one was named.
      appId: subAppId ?? appId,
      ...partners,
      totalFen: payment.totalFen,
      currency: payment.currency,
      paidAt: payment.paidAt.toISOString(),
    }
  )
}

export function wechatRefundOf(refund: WechatRefund): RefundAnswer {
  const { state, refundFen, refundId: channelRefundNo, outTradeNo } = refund
  return { state, refundFen, channelRefundNo, outTradeNo }
}

function askedOf(found: Found<WechatTransaction>): Asked {
  if (found.kind === 'absent') return found
  if (found.kind === 'refused') return { kind: 'unknown', detail: `${found.code} ${found.message}` }
  if (found.kind === 'unknown') return { kind: 'unknown', detail: `${found.cause} ${found.detail}` }
  const payment = wechatPaymentOf(found.value)
  if (payment) return { kind: 'paid', payment }
  return { kind: found.value.state === 'CLOSED' || found.value.state === 'REVOKED' ? 'closed' : 'unpaid' }
}

function answered<Other extends { kind: string }>(
  outcome: { kind: 'ok'; value: WechatRefund } | Other,
): Outcome<RefundAnswer> | Exclude<Other, { kind: 'ok' }> {
  return isOk(outcome) ? ok(wechatRefundOf(outcome.value)) : (outcome as Exclude<Other, { kind: 'ok' }>)
}

function isOk(outcome: { kind: string }): outcome is { kind: 'ok'; value: WechatRefund } {
  return outcome.kind === 'ok'
}
