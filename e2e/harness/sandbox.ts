import { inject } from 'vitest'

export type Provider = 'wechat-pay' | 'alipay' | 'wechat-open' | 'sms'
export type Fault = {
  provider: Provider
  fault: string
  merchant?: string
  on?: string
  count?: number
  milliseconds?: number
}
export type WechatMerchant = {
  mchid: string
  name: string
  merchantSerial: string
  merchantPrivateKeyPem: string
  merchantCertificatePem: string
  apiV3Key: string
  apiV2Key: string
  platformKeyId: string
  platformPublicKeyPem: string
}
export type AlipayApp = {
  appId: string
  sellerId: string
  appPrivateKeyPem: string
  alipayPublicKeyPem: string
}
export type Transfer = { outBillNo: string; mchid: string; amountFen: number; packageInfo: string }
export type BillOf = { account: string; day: string }
export type RecordedTrade = { outTradeNo: string; amountFen: number; transactionNo: string; at: string }
export type Trade = { merchant: string; outTradeNo: string; state: string; codeUrl?: string }

/** The sandbox's control interface: what the world outside of Sesame does. */
export const sandbox = {
  person: (name: string, mobile: string) => ask<{ id: string }>('POST', '/api/people', { name, mobile }),
  wechatMerchant: (wanted: { name: string; appids?: string[]; mchid?: string }) =>
    ask<WechatMerchant>('POST', '/api/wechat-pay/merchants', wanted),
  wechatApp: (kind: 'mini-program' | 'official-account', name: string) =>
    ask<{ appId: string; secret: string }>('POST', '/api/wechat-open/apps', { kind, name }),
  alipayApp: (name: string) => ask<AlipayApp>('POST', '/api/alipay/apps', { name }),
  pay: (paid: { provider: Provider; outTradeNo: string; outcome?: 'success' | 'fail'; mobile: string }) =>
    ask<{ state: string }>('POST', '/api/pay', { outcome: 'success', ...paid }),
  /** What this person's phone shows at the counter. */
  paymentCode: async (
    provider: 'wechat-pay' | 'alipay',
    mobile: string,
    manner: { needsPassword?: boolean } = {},
  ) => (await ask<{ code: string }>('POST', '/api/payment-codes', { provider, mobile, ...manner })).code,
  /** As `wx.login` and the phone-number button in a mini-program of this person's. */
  phoneLogin: async (appId: string, mobile: string) => {
    const codeOf = async (kind: 'login' | 'phone') =>
      (await ask<{ code: string }>('POST', `/api/wechat-open/${kind}-codes`, { appId, person: mobile })).code
    return { appId, code: await codeOf('login'), phoneCode: await codeOf('phone') }
  },
  transfers: async () =>
    (await ask<{ items: Transfer[] }>('GET', '/api/transfers')).items.filter(
      ({ packageInfo }) => packageInfo,
    ),
  expireTransfer: (outBillNo: string) => ask<unknown>('POST', '/api/transfers/expire', { outBillNo }),
  changeBill: (change: BillOf & { change: string; number: string }) =>
    ask<{ number: string }>('POST', '/api/bills/changes', change),
  /** As if it had been paid at that time; nobody is told. */
  recordTrades: (account: string, trades: RecordedTrade[]) =>
    ask<unknown>('POST', '/api/bills/trades', { account, trades }),
  refundInConsole: (refund: { account: string; outTradeNo: string; amountFen?: number }) =>
    ask<{ refundNo: string }>('POST', '/api/bills/console-refunds', refund),
  setClock: (now: string | null) => ask<unknown>('PUT', '/api/clock', { now }),
  putFault: (fault: Fault) => ask<unknown>('PUT', '/api/faults', fault),
  latestTrades: () => ask<{ items: Trade[] }>('GET', '/api/trades?limit=50'),
  endRefund: (merchant: string, outRefundNo: string, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED') =>
    ask<unknown>('POST', '/api/refunds/end', { merchant, outRefundNo, status }),
  /** The newest one-time code that was sent to this mobile. */
  async code(mobile: string): Promise<string | undefined> {
    const { items } = await ask<{ items: { code?: string }[] }>('GET', `/api/sms?mobile=${mobile}`)
    return items[0]?.code
  },
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(inject('system').panel + path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`sandbox ${method} ${path}: ${answer.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}
