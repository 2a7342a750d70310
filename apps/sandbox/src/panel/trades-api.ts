import {
  latestTrades as latestAlipay,
  findTradeBy as findAlipayBy,
  pay as payAlipay,
  refundedFen,
  tradesNumbered,
  unpayable as alipayUnpayable,
} from '../alipay/trades.ts'
import type { AlipayTrade } from '../alipay/trades.ts'
import { failCodePayment } from '../alipay/code-payments.ts'
import { GatewayRefusal } from '../alipay/refusal.ts'
import { openSigned } from '../alipay/server.ts'
import type { Person } from '../people.ts'
import { failPayment } from '../wechat-pay/micropay.ts'
import {
  openAppCall,
  openClientCall,
  pay as payWechat,
  unpayable as wechatUnpayable,
} from '../wechat-pay/pay.ts'
import type { AppCall, ClientCall } from '../wechat-pay/pay.ts'
import { findRefund, finish, latestRefunds } from '../wechat-pay/refunds.ts'
import { tradesIn } from '../wechat-pay/trades.ts'
import type { Trade } from '../wechat-pay/trades.ts'
import type { World } from '../world.ts'
import { personOf } from './accounts-api.ts'
import { Wrong, oneOf, optionalText, text } from './asked.ts'
import type { Asked } from './asked.ts'

const outcomes = ['success', 'fail', 'cancel'] as const

export type TradeLine = {
  provider: 'wechat-pay' | 'alipay'
  merchant: string
  outTradeNo: string
  tradeNo?: string
  type: string
  description: string
  totalFen: number
  refundedFen: number
  state: string
  createdAt: string
  paidAt?: string
  codeUrl?: string
}

const wechatLine = (world: World, trade: Trade, refunded: Map<string, number>): TradeLine => ({
  provider: 'wechat-pay',
  merchant: trade.mchid,
  outTradeNo: trade.outTradeNo,
  tradeNo: trade.transactionId,
  type: trade.tradeType,
  description: trade.description,
  totalFen: trade.totalFen,
  refundedFen: refunded.get(`${trade.mchid}:${trade.outTradeNo}`) ?? 0,
  state: trade.state,
  createdAt: trade.createdAt,
  paidAt: trade.paidAt,
  codeUrl: trade.codeUrl,
})

const alipayLine = (trade: AlipayTrade): TradeLine => ({
  provider: 'alipay',
  merchant: trade.appId,
  outTradeNo: trade.outTradeNo,
  tradeNo: trade.tradeNo,
  type: trade.method.replace('alipay.trade.', ''),
  description: trade.subject,
  totalFen: trade.totalFen,
  refundedFen: refundedFen(trade),
  state: trade.status,
  createdAt: trade.createdAt,
  paidAt: trade.paidAt,
  codeUrl: trade.qrCode,
})

export function listTrades(world: World, limit: number): TradeLine[] {
  const refunded = new Map<string, number>()
  for (const refund of latestRefunds(world, limit * 5)) {
    const key = `${refund.mchid}:${refund.outTradeNo}`
    if (refund.status === 'SUCCESS') refunded.set(key, (refunded.get(key) ?? 0) + refund.refundFen)
  }
  const wechat = tradesIn(world)
    .latest(limit)
    .map((trade) => wechatLine(world, trade, refunded))
  const lines = [...wechat, ...latestAlipay(world, limit).map(alipayLine)]
  return lines.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).slice(0, limit)
}

export function getTrades(world: World, query: Asked): unknown {
  const wanted = optionalText(query, 'outTradeNo')
  const lines = listTrades(world, Number(query['limit'] ?? 200))
  return { items: wanted === undefined ? lines : lines.filter((line) => line.outTradeNo === wanted) }
}

export const getRefunds = (world: World): unknown => ({ items: latestRefunds(world, 200) })

/** The customer decides, without a browser. */
export async function postPay(world: World, asked: Asked): Promise<unknown> {
  const provider = oneOf(asked, 'provider', ['wechat-pay', 'alipay'] as const)
  const outcome = oneOf(asked, 'outcome', outcomes)
  return provider === 'wechat-pay' ? payAtWechat(world, asked, outcome) : payAtAlipay(world, asked, outcome)
}

const only = <T>(found: T[], what: string): T => {
  const [first, ...others] = found
  if (first === undefined) throw new Wrong(`No such trade: ${what}`, 404)
  if (others.length > 0) throw new Wrong(`More than one merchant has ${what}; name the merchant`)
  return first
}

function payerOf(world: World, asked: Asked, required: Person | undefined): Person {
  if (asked['person'] !== undefined || asked['personId'] !== undefined || asked['mobile'] !== undefined) {
    return personOf(world, asked)
  }
  const person = required ?? world.people.list()[0]
  if (person === undefined) throw new Wrong('There is nobody to pay; add a person first')
  return person
}

function payAtWechat(world: World, asked: Asked, outcome: string): unknown {
  const outTradeNo = text(asked, 'outTradeNo')
  const merchant = optionalText(asked, 'merchant')
  const trades = tradesIn(world).ofOwner(outTradeNo)
  const trade = only(
    trades.filter(({ mchid }) => merchant === undefined || mchid === merchant),
    outTradeNo,
  )
  const required = trade.openid === undefined ? undefined : world.people.byOpenid(trade.appid, trade.openid)
  const person = payerOf(world, asked, required)
  if (outcome !== 'success') return { state: failPayment(world, trade).state }
  const why = wechatUnpayable(world, trade, person)
  if (why !== undefined) throw new Wrong(why, 409)
  const { paid } = settle(payWechat(world, trade, person))
  return { state: paid.state, transactionId: paid.transactionId }
}

function payAtAlipay(world: World, asked: Asked, outcome: string): unknown {
  const outTradeNo = text(asked, 'outTradeNo')
  const merchant = optionalText(asked, 'merchant')
  const trades = tradesNumbered(world, outTradeNo)
  const trade = only(
    trades.filter(({ appId }) => merchant === undefined || appId === merchant),
    outTradeNo,
  )
  const required =
    trade.buyerOpenId === undefined ? undefined : world.people.byOpenid(trade.appId, trade.buyerOpenId)
  const person = payerOf(world, asked, required)
  if (outcome !== 'success') return { state: failCodePayment(world, trade).status }
  const why = alipayUnpayable(world, trade, person)
  if (why !== undefined) throw new Wrong(why, 409)
  const { paid } = settle(payAlipay(world, trade, person))
  return { state: paid.status, tradeNo: paid.tradeNo }
}

/** The customer does not wait for the merchant to hear of it. */
function settle<T extends { noticed: Promise<void> }>(payment: T): T {
  void payment.noticed
  return payment
}

/** wx.requestPayment: the client checks the signature, shows the cashier, and reports. */
export function postJsapiPay(world: World, asked: Asked): unknown {
  const call: ClientCall = {
    appId: text(asked, 'appId'),
    timeStamp: text(asked, 'timeStamp'),
    nonceStr: text(asked, 'nonceStr'),
    package: text(asked, 'package'),
    signType: text(asked, 'signType'),
    paySign: text(asked, 'paySign'),
  }
  const outcome = asked['outcome'] === undefined ? 'success' : oneOf(asked, 'outcome', outcomes)
  const person = personOf(world, asked)
  const opened = openClientCall(world, call)
  if ('refused' in opened) return { errMsg: `requestPayment:fail ${opened.refused}` }
  if (outcome === 'cancel') return { errMsg: 'requestPayment:fail cancel' }
  if (outcome === 'fail') return { errMsg: 'requestPayment:fail 余额不足' }
  const why = wechatUnpayable(world, opened.trade, person)
  if (why !== undefined) return { errMsg: `requestPayment:fail ${why}` }
  settle(payWechat(world, opened.trade, person))
  return { errMsg: 'requestPayment:ok' }
}

/** What WeChat's library in an app does with what the merchant's server signed. */
export function postWechatAppPay(world: World, asked: Asked): unknown {
  const call: AppCall = {
    appid: text(asked, 'appid'),
    partnerid: text(asked, 'partnerid'),
    prepayid: text(asked, 'prepayid'),
    package: text(asked, 'package'),
    noncestr: text(asked, 'noncestr'),
    timestamp: text(asked, 'timestamp'),
    sign: text(asked, 'sign'),
  }
  const outcome = asked['outcome'] === undefined ? 'success' : oneOf(asked, 'outcome', outcomes)
  const person = personOf(world, asked)
  const opened = openAppCall(world, call)
  if ('refused' in opened) return { errCode: -1, errStr: opened.refused }
  if (outcome === 'cancel') return { errCode: -2 }
  if (outcome === 'fail') return { errCode: -1, errStr: '余额不足' }
  settle(payWechat(world, opened.trade, person))
  return { errCode: 0 }
}

/** my.tradePay */
export function postTradePay(world: World, asked: Asked): unknown {
  const trade = findAlipayBy(world, text(asked, 'tradeNO'))
  const outcome = asked['outcome'] === undefined ? 'success' : oneOf(asked, 'outcome', outcomes)
  const person = personOf(world, asked)
  if (trade === undefined) return { resultCode: '4000', memo: '交易不存在' }
  if (outcome === 'cancel') return { resultCode: '6001' }
  const why = alipayUnpayable(world, trade, person)
  if (outcome === 'fail' || why !== undefined) return { resultCode: '4000', memo: why ?? '支付失败' }
  settle(payAlipay(world, trade, person))
  return { resultCode: '9000' }
}

/** What the Alipay SDK in an app does with the signed text that the merchant's server made. */
export function postAppPay(world: World, asked: Asked): unknown {
  const params = Object.fromEntries(new URLSearchParams(text(asked, 'orderString')))
  const outcome = asked['outcome'] === undefined ? 'success' : oneOf(asked, 'outcome', outcomes)
  const person = personOf(world, asked)
  try {
    const trade = openSigned(world, params)
    if (outcome === 'cancel') return { resultStatus: '6001' }
    const why = alipayUnpayable(world, trade, person)
    if (outcome === 'fail' || why !== undefined) return { resultStatus: '4000', memo: why ?? '支付失败' }
    settle(payAlipay(world, trade, person))
    return { resultStatus: '9000' }
  } catch (error) {
    if (error instanceof GatewayRefusal) return { resultStatus: '4000', memo: error.message }
    throw error
  }
}

/** Ends a refund that a fault left in the middle. */
export function postRefundEnd(world: World, asked: Asked): unknown {
  const refund = findRefund(world, text(asked, 'merchant'), text(asked, 'outRefundNo'))
  if (refund === undefined) throw new Wrong('No such refund', 404)
  const status = oneOf(asked, 'status', ['SUCCESS', 'CLOSED', 'ABNORMAL'] as const)
  void finish(world, refund, status)
  return { status }
}
