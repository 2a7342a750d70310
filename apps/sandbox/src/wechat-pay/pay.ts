import { compactDay } from '../clock.ts'
import { digits } from '../identifiers.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { isSigned } from './signing.ts'
import { findMerchant } from './merchants.ts'
import { announce } from './notices.ts'
import { findTradeBy, saveTrade, tradeView } from './trades.ts'
import type { Trade } from './trades.ts'
import { v2Payment } from './v2-content.ts'

const minuteMs = 60_000

/** Why this trade cannot be paid now, as the cashier would say it; undefined when it can. */
export function unpayable(world: World, trade: Trade, person?: Person): string | undefined {
  const now = world.clock.now().getTime()
  const age = now - Date.parse(trade.preparedAt)
  if (trade.state === 'SUCCESS' || trade.state === 'REFUND') return '该订单已支付'
  if (trade.state === 'CLOSED') return '该订单已关闭'
  if (trade.state === 'REVOKED') return '该订单已撤销'
  if (trade.state === 'PAYERROR') return '支付已失败，请重新出示付款码'
  if (trade.expiresAt !== undefined && now >= Date.parse(trade.expiresAt)) return '订单已过期'
  if (trade.tradeType === 'MWEB' && age > 5 * minuteMs) return '支付链接已失效，请重新下单'
  if (age > 120 * minuteMs) return '预支付会话已过期，请重新下单'
  if (person !== undefined && trade.openid !== undefined) {
    if (world.people.openidOf(trade.appid, person) !== trade.openid) return '支付者与下单用户不一致'
  }
  return undefined
}

/** The customer pays. Resolves when the first notice has been answered, so callers that need not wait do not. */
export function pay(world: World, trade: Trade, person: Person): { paid: Trade; noticed: Promise<void> } {
  const now = world.clock.now()
  const paid: Trade = {
    ...trade,
    state: 'SUCCESS',
    transactionId: `42000${digits(5)}${compactDay(now)}${digits(10)}`,
    paidAt: now.toISOString(),
    payerOpenid: world.people.openidOf(trade.appid, person),
  }
  saveTrade(world, paid)
  if (paid.notifyUrl === '') return { paid, noticed: Promise.resolve() }
  const noticed = announce(world, {
    mchid: paid.mchid,
    url: paid.notifyUrl,
    event: 'TRANSACTION.SUCCESS',
    outTradeNo: paid.outTradeNo,
    content: tradeView(paid),
    v2Content: v2Payment(paid),
  })
  return { paid, noticed }
}

export type ClientCall = {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: string
  paySign: string
}

/** What the WeChat client checks before it opens the cashier. */
export function openClientCall(world: World, call: ClientCall): { trade: Trade } | { refused: string } {
  if (call.signType !== 'RSA') return { refused: '签名类型不支持' }
  if (typeof call.timeStamp !== 'string') return { refused: '调用支付JSAPI缺少参数：timeStamp' }
  const prepayId = /^prepay_id=(.+)$/.exec(call.package)?.[1]
  const trade = prepayId === undefined ? undefined : findTradeBy(world, prepayId)
  const merchant = trade === undefined ? undefined : findMerchant(world, trade.mchid)
  if (trade === undefined || merchant === undefined || trade.prepayId !== prepayId) {
    return { refused: 'prepay_id无效' }
  }
  if (trade.appid !== call.appId) return { refused: 'appid与下单时不一致' }
  const text = `${call.appId}\n${call.timeStamp}\n${call.nonceStr}\n${call.package}\n`
  if (!isSigned(text, call.paySign, merchant.merchantPublicKeyPem)) return { refused: '支付验证签名失败' }
  const why = unpayable(world, trade)
  return why === undefined ? { trade } : { refused: why }
}

export type AppCall = {
  appid: string
  partnerid: string
  prepayid: string
  package: string
  noncestr: string
  timestamp: string
  sign: string
}

/** The same for WeChat's library inside another app, which signs the bare prepay id. */
export function openAppCall(world: World, call: AppCall): { trade: Trade } | { refused: string } {
  if (call.package !== 'Sign=WXPay') return { refused: 'package应为Sign=WXPay' }
  const trade = findTradeBy(world, call.prepayid)
  const merchant = trade === undefined ? undefined : findMerchant(world, trade.mchid)
  if (trade === undefined || merchant === undefined || trade.prepayId !== call.prepayid) {
    return { refused: 'prepayid无效' }
  }
  if (trade.tradeType !== 'APP') return { refused: '该订单不是APP支付' }
  if (trade.appid !== call.appid) return { refused: 'appid与下单时不一致' }
  if ((trade.partner?.subMchid ?? trade.mchid) !== call.partnerid) return { refused: '商户号与下单时不一致' }
  const text = `${call.appid}\n${call.timestamp}\n${call.noncestr}\n${call.prepayid}\n`
  if (!isSigned(text, call.sign, merchant.merchantPublicKeyPem)) return { refused: '支付验证签名失败' }
  const why = unpayable(world, trade)
  return why === undefined ? { trade } : { refused: why }
}
