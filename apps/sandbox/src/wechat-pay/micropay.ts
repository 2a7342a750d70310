import { compactDay } from '../clock.ts'
import { digits, letters } from '../identifiers.ts'
import { readCode, spendCode } from '../payment-codes.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import type { Merchant } from './merchants.ts'
import { pay } from './pay.ts'
import { findTrade, saveTrade } from './trades.ts'
import type { Trade } from './trades.ts'

/** Why a payment by code, or its reversal, is declined; both interfaces write it in their own way. */
export class CodeRefusal extends Error {
  readonly code: keyof typeof codeReasons

  constructor(code: keyof typeof codeReasons) {
    super(codeReasons[code])
    this.code = code
  }
}

export const codeReasons = {
  AUTH_CODE_INVALID: '请扫描微信支付被扫条码/二维码',
  AUTHCODEEXPIRE: '二维码已过期，请用户在微信上刷新后再试',
  NOTENOUGH: '用户账号余额不足',
  ORDERPAID: '该订单已支付',
  ORDERCLOSED: '该订单已关闭',
  ORDERREVERSED: '该订单已撤销',
  OUT_TRADE_NO_USED: '商户订单号重复',
  USERPAYING: '需要用户输入支付密码',
  ORDERNOTEXIST: '此交易订单号不存在',
  REVERSE_EXPIRE: '订单已超过可撤销的时间',
  TRADE_ERROR: '交易错误，请联系客服',
} as const

export type CodePayment = {
  appid: string
  outTradeNo: string
  description: string
  attach: string
  totalFen: number
  authCode: string
}

/** Paid at once, or waiting for the password. Every further call with the number hears what became of it. */
export function payByCode(world: World, merchant: Merchant, asked: CodePayment): Trade {
  const { authCode, outTradeNo, ...rest } = asked
  const sent = JSON.stringify(rest)
  const earlier = findTrade(world, merchant.mchid, outTradeNo)
  if (earlier !== undefined) throw repeated(earlier, sent)

  const read = readCode(world, 'wechat-pay', authCode)
  if (read === 'expired') throw new CodeRefusal('AUTHCODEEXPIRE')
  if (read === 'unknown' || read === 'used') throw new CodeRefusal('AUTH_CODE_INVALID')
  const trade = draft(world, merchant, asked, { sent, person: read.person })
  spendCode(world, read.code, `${merchant.mchid}:${outTradeNo}`)
  if (read.code.refuses) {
    saveTrade(world, { ...trade, state: 'PAYERROR' })
    throw new CodeRefusal('NOTENOUGH')
  }
  saveTrade(world, trade)
  return read.code.needsPassword ? trade : pay(world, trade, read.person).paid
}

function repeated(earlier: Trade, sent: string): CodeRefusal {
  if (earlier.tradeType !== 'MICROPAY' || earlier.sent !== sent) return new CodeRefusal('OUT_TRADE_NO_USED')
  if (earlier.state === 'SUCCESS' || earlier.state === 'REFUND') return new CodeRefusal('ORDERPAID')
  if (earlier.state === 'REVOKED') return new CodeRefusal('ORDERREVERSED')
  return new CodeRefusal(earlier.state === 'USERPAYING' ? 'USERPAYING' : 'ORDERCLOSED')
}

function draft(
  world: World,
  merchant: Merchant,
  asked: CodePayment,
  { sent, person }: { sent: string; person: Person },
): Trade {
  const now = world.clock.now().toISOString()
  return {
    mchid: merchant.mchid,
    outTradeNo: asked.outTradeNo,
    appid: asked.appid,
    tradeType: 'MICROPAY',
    description: asked.description,
    attach: asked.attach,
    // Nobody is told of these: the merchant asks.
    notifyUrl: '',
    totalFen: asked.totalFen,
    openid: world.people.openidOf(asked.appid, person),
    sent,
    state: 'USERPAYING',
    createdAt: now,
    preparedAt: now,
    prepayId: `code${compactDay(world.clock.now())}${digits(8)}${letters(8)}`,
  }
}

const reversibleMs = 7 * 86_400_000

/** An unpaid payment is closed and a paid one given back; as often as one likes. */
export function reverse(
  world: World,
  merchant: Merchant,
  outTradeNo: string,
): { trade: Trade; recall: boolean } {
  const trade = findTrade(world, merchant.mchid, outTradeNo)
  if (trade === undefined) throw new CodeRefusal('ORDERNOTEXIST')
  if (trade.tradeType !== 'MICROPAY' || trade.state === 'REFUND') throw new CodeRefusal('TRADE_ERROR')
  if (world.clock.now().getTime() - Date.parse(trade.createdAt) > reversibleMs)
    throw new CodeRefusal('REVERSE_EXPIRE')

  const occasion = { provider: 'wechat-pay', merchant: merchant.mchid, on: 'reverse' } as const
  if (world.faults.take('reverse-recall', occasion) !== undefined) return { trade, recall: true }
  const payer = world.people.byOpenid(trade.appid, trade.openid ?? '')
  const isWaiting = trade.state === 'USERPAYING' && payer !== undefined
  if (isWaiting && world.faults.take('paid-while-closing', occasion) !== undefined)
    return { trade: revoked(world, pay(world, trade, payer).paid), recall: false }
  const after = revoked(world, trade)
  if (isWaiting && world.faults.take('paid-after-reverse', occasion) !== undefined) pay(world, after, payer)
  return { trade: after, recall: false }
}

function revoked(world: World, trade: Trade): Trade {
  if (trade.state === 'CLOSED' || trade.state === 'PAYERROR') return trade
  const after: Trade = { ...trade, state: 'REVOKED', revokedAt: world.clock.now().toISOString() }
  saveTrade(world, after)
  return after
}

/** The customer puts the phone away, or mistypes the password. */
export function failPayment(world: World, trade: Trade): Trade {
  if (trade.state !== 'USERPAYING') return trade
  const failed: Trade = { ...trade, state: 'PAYERROR' }
  saveTrade(world, failed)
  return failed
}
