import { findTrade as findAlipay, newTradeNo, saveTrade as saveAlipay } from '../alipay/trades.ts'
import { refundedFen as refundedAtAlipay } from '../alipay/trades.ts'
import { compactDay } from '../clock.ts'
import { digits, hex } from '../identifiers.ts'
import type { World } from '../world.ts'
import { refundsOf, saveRefund } from '../wechat-pay/refunds.ts'
import { findTrade as findWechat, saveTrade as saveWechat } from '../wechat-pay/trades.ts'
import type { BillProvider } from './rows.ts'

type Of = { provider: BillProvider; merchant: string }

/** Somebody gives money back in the channel's own console; the merchant's system hears nothing. */
export function refundInConsole(
  world: World,
  of: Of & { outTradeNo: string; amountFen?: number },
): { refundNo: string; amountFen: number } | string {
  return of.provider === 'wechat-pay' ? refundAtWechat(world, of) : refundAtAlipay(world, of)
}

type Wanted = { merchant: string; outTradeNo: string; amountFen?: number }

function refundAtWechat(world: World, { merchant, outTradeNo, amountFen }: Wanted) {
  const trade = findWechat(world, merchant, outTradeNo)
  if (trade?.transactionId === undefined) return '没有这笔已支付的订单'
  const given = refundsOf(world, trade).reduce((sum, { refundFen }) => sum + refundFen, 0)
  const refundFen = amountFen ?? trade.totalFen - given
  if (refundFen < 1 || refundFen + given > trade.totalFen) return '超过可退金额'
  const now = world.clock.now()
  const outRefundNo = `C${compactDay(now)}${digits(12)}`
  saveRefund(world, {
    mchid: merchant,
    refundId: `50${digits(9)}${compactDay(now)}${digits(10)}`,
    outRefundNo,
    outTradeNo,
    transactionId: trade.transactionId,
    refundFen,
    totalFen: trade.totalFen,
    status: 'SUCCESS',
    fate: 'SUCCESS',
    createdAt: now.toISOString(),
    successAt: now.toISOString(),
    sent: '',
  })
  saveWechat(world, { ...trade, state: 'REFUND' })
  return { refundNo: outRefundNo, amountFen: refundFen }
}

function refundAtAlipay(world: World, { merchant, outTradeNo, amountFen }: Wanted) {
  const trade = findAlipay(world, merchant, outTradeNo)
  if (trade?.paidAt === undefined) return '没有这笔已支付的订单'
  const left = trade.totalFen - refundedAtAlipay(trade)
  const refundFen = amountFen ?? left
  if (refundFen < 1 || refundFen > left) return '超过可退金额'
  const at = world.clock.now().toISOString()
  const outRequestNo = `C${compactDay(world.clock.now())}${digits(12)}`
  const closed = refundFen === left ? { status: 'TRADE_CLOSED' as const, closedAt: at } : {}
  saveAlipay(world, { ...trade, ...closed, refunds: [...trade.refunds, { outRequestNo, refundFen, at }] })
  return { refundNo: outRequestNo, amountFen: refundFen }
}

/** Somebody pays by a code that the channel's own console made. */
export function payInConsole(world: World, { amountFen, ...of }: Of & { amountFen: number }): string {
  const now = world.clock.now()
  const outTradeNo = `CONSOLE${compactDay(now)}${digits(8)}`
  const transactionNo =
    of.provider === 'alipay' ? newTradeNo(now) : `42000${digits(5)}${compactDay(now)}${digits(10)}`
  recordTrade(world, of, { outTradeNo, amountFen, transactionNo, at: now.toISOString() })
  return outTradeNo
}

export type RecordedTrade = {
  outTradeNo: string
  amountFen: number
  transactionNo: string
  at: string
  /** In whose name it was paid; none where the channel itself made the code. */
  appId?: string
}

/** A trade that was paid somewhere else than here: the channel has it from now on. */
export function recordTrade(
  world: World,
  { provider, merchant }: Of,
  { outTradeNo, amountFen, transactionNo, at, appId = '' }: RecordedTrade,
): void {
  const same = { outTradeNo, totalFen: amountFen, sent: '', createdAt: at, paidAt: at }
  if (provider === 'alipay') {
    const trade = { ...same, appId: merchant, tradeNo: transactionNo, method: 'alipay.trade.precreate' }
    const before = findAlipay(world, merchant, outTradeNo)
    const known = { ...trade, subject: '商家收款码', refunds: [], ...before }
    saveAlipay(world, { ...known, tradeNo: transactionNo, status: 'TRADE_SUCCESS', paidAt: at })
    return
  }
  const trade = { ...same, mchid: merchant, appid: appId, tradeType: 'NATIVE' as const, notifyUrl: '' }
  const made = { ...trade, description: '商家收款码', preparedAt: at, prepayId: `wx${hex(12)}` }
  const before = findWechat(world, merchant, outTradeNo)
  saveWechat(world, { ...made, ...before, state: 'SUCCESS', paidAt: at, transactionId: transactionNo })
}
