import { alipayTime } from '../clock.ts'
import { canonical } from '../canonical.ts'
import { readCode, spendCode } from '../payment-codes.ts'
import type { World } from '../world.ts'
import { openTrade, textOf } from './orders.ts'
import { failed, invalidParameter } from './refusal.ts'
import type { Content, GatewayCall } from './trade-calls.ts'
import { announce, findTrade, pay, saveTrade } from './trades.ts'
import type { AlipayTrade } from './trades.ts'
import { yuanOf } from './yuan.ts'

const success = { code: '10000', msg: 'Success' }

/** The code on the customer's phone: paid at once, or 10003 until the customer has confirmed. */
export async function payByCode(call: GatewayCall): Promise<Content> {
  const { world, app, params, biz } = call
  const authCode = textOf(biz, 'auth_code')
  if (authCode === undefined) throw invalidParameter('auth_code')
  if (biz['scene'] !== undefined && biz['scene'] !== 'bar_code') throw invalidParameter('scene')
  // The code is not part of what a repeated call has to say again: it is used up.
  const content = { ...biz, auth_code: '' }
  const earlier = findTrade(world, app.appId, textOf(biz, 'out_trade_no') ?? '')
  if (earlier !== undefined) return repeated(earlier, canonical(content))

  const read = readCode(world, 'alipay', authCode)
  if (typeof read === 'string') throw failed('PAYMENT_AUTH_CODE_INVALID', '支付失败，获取顾客账户信息失败')
  const buyerOpenId = world.people.openidOf(app.appId, read.person)
  const trade: AlipayTrade = { ...openTrade(world, app, params, content), buyerOpenId }
  spendCode(world, read.code, `${app.appId}:${trade.outTradeNo}`)
  if (read.code.refuses) {
    close(world, trade)
    throw failed('BUYER_BALANCE_NOT_ENOUGH', '支付失败，买家余额不足')
  }
  saveTrade(world, trade)
  if (read.code.needsPassword) return waiting(trade)
  const { paid, noticed } = pay(world, trade, read.person)
  const occasion = { provider: 'alipay', merchant: app.appId, on: 'barcode' } as const
  if (world.faults.take('notice-before-answer', occasion) !== undefined) await noticed
  return paidContent(paid)
}

function repeated(earlier: AlipayTrade, sent: string): Content {
  if (earlier.paidAt !== undefined) throw failed('TRADE_HAS_SUCCESS', '交易已被支付')
  if (earlier.status === 'TRADE_CLOSED') throw failed('TRADE_HAS_CLOSE', '交易已经关闭')
  if (earlier.sent !== sent || earlier.method !== 'alipay.trade.pay')
    throw failed('CONTEXT_INCONSISTENT', '交易信息被篡改')
  return waiting(earlier)
}

const waiting = (trade: AlipayTrade): Content => ({
  code: '10003',
  msg: 'order success pay inprocess',
  trade_no: trade.tradeNo,
  out_trade_no: trade.outTradeNo,
  buyer_logon_id: '138******00',
  total_amount: yuanOf(trade.totalFen),
})

function paidContent(trade: AlipayTrade): Content {
  const total = yuanOf(trade.totalFen)
  return {
    ...success,
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    buyer_logon_id: '138******00',
    buyer_open_id: trade.payerOpenId,
    total_amount: total,
    receipt_amount: total,
    buyer_pay_amount: total,
    invoice_amount: total,
    point_amount: '0.00',
    gmt_payment: alipayTime(new Date(trade.paidAt ?? trade.createdAt)),
    fund_bill_list: [{ amount: total, fund_channel: 'ALIPAYACCOUNT' }],
  }
}

/**
 * An unpaid trade is closed, a paid one given back. Of a number that nobody knows it says success, without an action.
 */
export function cancel({ world, app, biz }: GatewayCall): Content {
  const outTradeNo = textOf(biz, 'out_trade_no')
  if (outTradeNo === undefined) throw invalidParameter('out_trade_no')
  const trade = findTrade(world, app.appId, outTradeNo)
  if (trade === undefined) return { ...success, out_trade_no: outTradeNo, retry_flag: 'N' }
  const answer = { ...success, trade_no: trade.tradeNo, out_trade_no: outTradeNo }
  const occasion = { provider: 'alipay', merchant: app.appId, on: 'reverse' } as const
  if (world.faults.take('reverse-recall', occasion) !== undefined) return { ...answer, retry_flag: 'Y' }
  const payer = world.people.byOpenid(app.appId, trade.buyerOpenId ?? '')
  const isWaiting = trade.status === 'WAIT_BUYER_PAY' && payer !== undefined
  if (isWaiting && world.faults.take('paid-while-closing', occasion) !== undefined) {
    giveBack(world, pay(world, trade, payer).paid)
    return { ...answer, retry_flag: 'N', action: 'refund' }
  }
  const wasPaid = trade.paidAt !== undefined
  if (wasPaid) giveBack(world, trade)
  else close(world, trade)
  if (isWaiting && world.faults.take('paid-after-reverse', occasion) !== undefined)
    void pay(world, trade, payer).noticed
  return { ...answer, retry_flag: 'N', action: wasPaid ? 'refund' : 'close' }
}

function close(world: World, trade: AlipayTrade): AlipayTrade {
  const closed: AlipayTrade = {
    ...trade,
    status: 'TRADE_CLOSED',
    closedAt: world.clock.now().toISOString(),
  }
  saveTrade(world, closed)
  return closed
}

function giveBack(world: World, trade: AlipayTrade): void {
  if (trade.status === 'TRADE_CLOSED') return
  const at = world.clock.now().toISOString()
  const made = { outRequestNo: `cancel-${trade.outTradeNo}`, refundFen: trade.totalFen, at }
  const after: AlipayTrade = {
    ...trade,
    refunds: [...trade.refunds, made],
    status: 'TRADE_CLOSED',
    closedAt: at,
  }
  saveTrade(world, after)
  void announce(world, after, made)
}

/** The customer turns the phone away instead of confirming. */
export function failCodePayment(world: World, trade: AlipayTrade): AlipayTrade {
  const isWaiting = trade.method === 'alipay.trade.pay' && trade.status === 'WAIT_BUYER_PAY'
  return isWaiting ? close(world, trade) : trade
}
