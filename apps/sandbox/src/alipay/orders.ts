import { canonical } from '../canonical.ts'
import { parseAlipayTime } from '../clock.ts'
import { letters } from '../identifiers.ts'
import type { World } from '../world.ts'
import type { AlipayApp } from './apps.ts'
import { failed, invalidParameter } from './refusal.ts'
import type { GatewayRefusal } from './refusal.ts'
import type { Params } from './signing.ts'
import { findTrade, newTradeNo, pay, saveTrade } from './trades.ts'
import type { AlipayTrade } from './trades.ts'
import { fenOf } from './yuan.ts'

export type Biz = Record<string, unknown>

export const textOf = (biz: Biz, name: string): string | undefined => {
  const value = biz[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const products: Record<string, string[]> = {
  'alipay.trade.wap.pay': ['QUICK_WAP_WAY'],
  'alipay.trade.page.pay': ['FAST_INSTANT_TRADE_PAY'],
  'alipay.trade.app.pay': ['QUICK_MSECURITY_PAY'],
  'alipay.trade.pay': ['FACE_TO_FACE_PAYMENT'],
  'alipay.trade.create': ['JSAPI_PAY', 'FACE_TO_FACE_PAYMENT'],
  'alipay.trade.precreate': ['FACE_TO_FACE_PAYMENT', 'QR_CODE_OFFLINE'],
}

const counterMethods = new Set(['alipay.trade.precreate', 'alipay.trade.pay'])

/** The trade that these parameters ask for: made now, or the same as before if they say the same. */
export function openTrade(world: World, app: AlipayApp, params: Params, biz: Biz): AlipayTrade {
  const method = params['method'] ?? ''
  const wrong = flawOf(world, app, method, params, biz)
  if (wrong !== undefined) throw wrong

  const sent = canonical(biz)
  const outTradeNo = textOf(biz, 'out_trade_no') ?? ''
  const earlier = findTrade(world, app.appId, outTradeNo)
  if (earlier !== undefined) {
    if (earlier.paidAt !== undefined) throw failed('TRADE_HAS_SUCCESS', '交易已被支付')
    if (earlier.status === 'TRADE_CLOSED') throw failed('TRADE_HAS_CLOSE', '交易已经关闭')
    if (earlier.sent !== sent || earlier.method !== method)
      throw failed('CONTEXT_INCONSISTENT', '交易信息被篡改')
    return earlier
  }
  const trade = draft(world, app, params, biz)
  saveTrade(world, trade)
  return trade
}

function flawOf(
  world: World,
  app: AlipayApp,
  method: string,
  params: Params,
  biz: Biz,
): GatewayRefusal | undefined {
  const outTradeNo = textOf(biz, 'out_trade_no') ?? ''
  const subject = textOf(biz, 'subject') ?? ''
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(outTradeNo)) return invalidParameter('out_trade_no')
  if (subject === '' || Array.from(subject).length > 256 || /[/=&]/.test(subject))
    return invalidParameter('subject')
  if (fenOf(biz['total_amount']) === undefined) return failed('TOTAL_FEE_EXCEED', '订单总金额不在允许范围内')
  const product = biz['product_code']
  const isOptional = product === undefined && counterMethods.has(method)
  if (!isOptional && products[method]?.includes(String(product)) !== true)
    return invalidParameter('product_code')
  if (biz['seller_id'] !== undefined && biz['seller_id'] !== app.sellerId)
    return invalidParameter('seller_id')
  if (!isExpiryKnown(biz)) return invalidParameter('time_expire')
  const addresses = {
    notify_url: params['notify_url'],
    return_url: params['return_url'],
    quit_url: biz['quit_url'],
  }
  const bad = Object.entries(addresses).find(([, address]) => address !== undefined && !isAddress(address))
  if (bad !== undefined) return invalidParameter(bad[0])
  if (method !== 'alipay.trade.create') return undefined

  const buyer = textOf(biz, 'buyer_open_id')
  if (buyer === undefined && textOf(biz, 'buyer_id') === undefined) return invalidParameter('buyer_open_id')
  if (biz['product_code'] === 'JSAPI_PAY' && textOf(biz, 'op_app_id') === undefined)
    return invalidParameter('op_app_id')
  if (world.people.byOpenid(app.appId, buyer ?? '') === undefined)
    return failed('BUYER_NOT_EXIST', '买家不存在')
  return undefined
}

const isAddress = (address: unknown): boolean =>
  typeof address === 'string' && /^https?:/.test(address) && URL.canParse(address)

const isExpiryKnown = (biz: Biz): boolean =>
  (biz['time_expire'] === undefined || parseAlipayTime(String(biz['time_expire'])) !== undefined) &&
  (biz['timeout_express'] === undefined || /^(\d{1,5}[mhd]|1c)$/.test(String(biz['timeout_express'])))

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

function expiryOf(biz: Biz, now: Date): Date {
  const absolute = textOf(biz, 'time_expire')
  if (absolute !== undefined) return parseAlipayTime(absolute) ?? now
  const relative = /^(\d+)([mhd])$/.exec(textOf(biz, 'timeout_express') ?? '15d')
  return new Date(now.getTime() + Number(relative?.[1] ?? 1) * (unitMs[relative?.[2] ?? 'd'] ?? 0))
}

function draft(world: World, app: AlipayApp, params: Params, biz: Biz): AlipayTrade {
  const now = world.clock.now()
  const method = params['method'] ?? ''
  const optional: Partial<AlipayTrade> = {
    body: textOf(biz, 'body'),
    notifyUrl: params['notify_url'],
    returnUrl: params['return_url'],
    quitUrl: textOf(biz, 'quit_url'),
    passbackParams: textOf(biz, 'passback_params'),
    buyerOpenId: textOf(biz, 'buyer_open_id'),
    qrCode: method === 'alipay.trade.precreate' ? `https://qr.alipay.com/bax${letters(18)}` : undefined,
  }
  return {
    appId: app.appId,
    outTradeNo: textOf(biz, 'out_trade_no') ?? '',
    tradeNo: newTradeNo(now),
    method,
    subject: textOf(biz, 'subject') ?? '',
    totalFen: fenOf(biz['total_amount']) ?? 0,
    sent: canonical(biz),
    status: 'WAIT_BUYER_PAY',
    createdAt: now.toISOString(),
    expiresAt: expiryOf(biz, now).toISOString(),
    refunds: [],
    ...(JSON.parse(JSON.stringify(optional)) as Partial<AlipayTrade>),
  }
}

/** The fault "notice before the answer", where the server itself makes the trade. */
export async function payBeforeAnswer(world: World, trade: AlipayTrade): Promise<void> {
  const occasion = { provider: 'alipay', merchant: trade.appId, on: 'create' } as const
  const payer =
    trade.buyerOpenId === undefined
      ? world.people.list()[0]
      : world.people.byOpenid(trade.appId, trade.buyerOpenId)
  if (payer === undefined || trade.paidAt !== undefined) return
  if (world.faults.take('notice-before-answer', occasion) !== undefined)
    await pay(world, trade, payer).noticed
}
