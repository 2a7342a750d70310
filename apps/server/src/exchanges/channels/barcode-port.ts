import assert from 'node:assert/strict'
import { createAlipayCodePay } from '../../channels/alipay/code-payments.ts'
import { createAlipay } from '../../channels/alipay/client.ts'
import type { AlipayAccount } from '../../channels/alipay/account.ts'
import type { Found, Outcome } from '../../channels/outcome.ts'
import type { WechatCodePay } from '../../channels/wechat-pay/code-payment.ts'
import { createCodepay } from '../../channels/wechat-pay/codepay.ts'
import { createMicropay } from '../../channels/wechat-pay/micropay.ts'
import type { WechatTransaction } from '../../channels/wechat-pay/transaction.ts'
import { alipayAccountOf, openKeys, wechatPayAccountOf } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import type { Attempt, ChannelPayment } from '../../modules/payment/index.ts'
import type { Parts } from '../parts.ts'
import { alipayOrder, askedOfAlipay } from './alipay.ts'
import { wechatAddressOf } from './open-port.ts'
import type { Patience } from './open-port.ts'
import type { Asked, Order } from './port.ts'
import { wechatPaymentOf } from './wechat.ts'

/** What became of using a code. Only `declined` says that nothing was taken and nothing will be. */
export type CodeAnswer =
  | { kind: 'paid'; payment: ChannelPayment }
  | { kind: 'waiting' }
  | { kind: 'declined'; code: string; message: string }
  | { kind: 'unknown'; detail: string }

export type Reversed =
  | { kind: 'reversed' }
  | { kind: 'again' }
  | { kind: 'absent' }
  | { kind: 'refused'; detail: string }
  | { kind: 'unknown'; detail: string }

export type CodeOrder = Pick<
  Order,
  'method' | 'appId' | 'outTradeNo' | 'amountFen' | 'title' | 'notifyUrl' | 'timeExpire'
> & { authCode: string; terminalIp: string; storeId: string }

type Trade = Pick<Attempt, 'outTradeNo' | 'appId'>

/** Payment codes of both channels, and of both interfaces of WeChat Pay, in one form. */
export type BarcodePort = {
  pay(order: CodeOrder): Promise<CodeAnswer>
  query(trade: Trade): Promise<Asked>
  reverse(trade: Trade): Promise<Reversed>
}

export function openBarcodePort(
  parts: Parts,
  { account, attempt }: { account: ChannelAccount; attempt: Pick<Attempt, 'method'> },
  patience: Patience = {},
): BarcodePort {
  const { config, vault, db } = parts
  const keys = openKeys(vault, account)
  if (keys.provider === 'alipay') {
    const address = { gatewayUrl: config.alipay.gatewayUrl, ...patience }
    return alipayBarcodes(alipayAccountOf(keys), address, () => db.clock.now())
  }
  const address = { ...wechatAddressOf(parts, { account, keys }), ...patience }
  const wechat = wechatPayAccountOf(keys, account.certificates)
  if (attempt.method === 'wechat-codepay') return wechatBarcodes(createCodepay(wechat, address))
  const { apiV2Key, merchantCertificatePem: pem, merchantPrivateKeyPem: privateKey } = keys
  assert(apiV2Key, 'payment codes need the key of APIv2')
  const shown = pem === undefined ? {} : { certificate: { pem, privateKey } }
  return wechatBarcodes(createMicropay({ ...wechat, apiV2Key, ...shown }, address))
}

function wechatBarcodes(channel: WechatCodePay): BarcodePort {
  return {
    async pay({ title, ...order }) {
      const outcome = await channel.pay({ ...order, description: title })
      if (outcome.kind !== 'ok') return declinedOr(outcome)
      const payment = wechatPaymentOf(outcome.value)
      return payment ? { kind: 'paid', payment } : { kind: 'waiting' }
    },
    query: async (trade) => askedOfWechat(await channel.query(trade)),
    reverse: async (trade) => reversedOf(await channel.reverse(trade)),
  }
}

function alipayBarcodes(
  account: AlipayAccount,
  address: { gatewayUrl: string },
  now: () => Date,
): BarcodePort {
  const codes = createAlipayCodePay(account, address, now)
  const trades = createAlipay(account, address, now)
  return {
    async pay({ authCode, storeId, ...order }) {
      const asked = alipayOrder({
        ...order,
        returnUrl: '',
        payer: undefined,
        payerIp: undefined,
        sharesProfit: false,
      })
      const outcome = await codes.pay({ ...asked, authCode, storeId })
      if (outcome.kind !== 'ok') return declinedOr(outcome)
      if (outcome.value === 'waiting') return { kind: 'waiting' }
      const told = askedOfAlipay(account, { kind: 'ok', value: outcome.value })
      return told.kind === 'paid' ? told : { kind: 'unknown', detail: 'paid and not paid' }
    },
    query: async ({ outTradeNo }) => askedOfAlipay(account, await trades.query(outTradeNo)),
    reverse: async ({ outTradeNo }) => reversedOf(await codes.cancel(outTradeNo)),
  }
}

function declinedOr(outcome: Exclude<Outcome<unknown>, { kind: 'ok' }>): CodeAnswer {
  if (outcome.kind === 'unknown') return { kind: 'unknown', detail: `${outcome.cause} ${outcome.detail}` }
  return { kind: 'declined', code: outcome.code, message: outcome.message }
}

/** A payment that failed is over like one that was closed: nobody can confirm it any more. */
function askedOfWechat(found: Found<WechatTransaction>): Asked {
  if (found.kind === 'absent') return found
  if (found.kind === 'refused') return { kind: 'unknown', detail: `${found.code} ${found.message}` }
  if (found.kind === 'unknown') return { kind: 'unknown', detail: `${found.cause} ${found.detail}` }
  const payment = wechatPaymentOf(found.value)
  if (payment) return { kind: 'paid', payment }
  return { kind: ['CLOSED', 'REVOKED', 'PAYERROR'].includes(found.value.state) ? 'closed' : 'unpaid' }
}

function reversedOf(found: Found<'reversed' | 'cancelled' | 'again'>): Reversed {
  if (found.kind === 'absent') return found
  if (found.kind === 'refused') return { kind: 'refused', detail: `${found.code} ${found.message}` }
  if (found.kind === 'unknown') return { kind: 'unknown', detail: `${found.cause} ${found.detail}` }
  return { kind: found.value === 'again' ? 'again' : 'reversed' }
}
