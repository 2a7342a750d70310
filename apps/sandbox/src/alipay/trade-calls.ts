import { alipayTime } from '../clock.ts'
import type { World } from '../world.ts'
import type { AlipayApp } from './apps.ts'
import { openTrade, payBeforeAnswer, textOf } from './orders.ts'
import type { Biz } from './orders.ts'
import { failed, invalidParameter, tradeNotExist, tradeStatusError } from './refusal.ts'
import type { Params } from './signing.ts'
import { announce, findTrade, findTradeBy, pay, refundedFen, saveTrade } from './trades.ts'
import type { AlipayRefund, AlipayTrade } from './trades.ts'
import { fenOf, yuanOf } from './yuan.ts'

export type GatewayCall = { world: World; app: AlipayApp; params: Params; biz: Biz }
export type Content = Record<string, unknown>

const success = { code: '10000', msg: 'Success' }

export async function create({ world, app, params, biz }: GatewayCall): Promise<Content> {
  const trade = openTrade(world, app, params, biz)
  await payBeforeAnswer(world, trade)
  return { ...success, out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo }
}

export async function precreate({ world, app, params, biz }: GatewayCall): Promise<Content> {
  const trade = openTrade(world, app, params, biz)
  await payBeforeAnswer(world, trade)
  return { ...success, out_trade_no: trade.outTradeNo, qr_code: trade.qrCode }
}

function getTrade({ world, app, biz }: GatewayCall): AlipayTrade {
  const tradeNo = textOf(biz, 'trade_no')
  const outTradeNo = textOf(biz, 'out_trade_no')
  if (tradeNo === undefined && outTradeNo === undefined) throw invalidParameter('out_trade_no')
  const trade =
    tradeNo === undefined ? findTrade(world, app.appId, outTradeNo ?? '') : findTradeBy(world, tradeNo)
  if (trade === undefined || trade.appId !== app.appId) throw tradeNotExist()
  return trade
}

export function query(call: GatewayCall): Content {
  const trade = getTrade(call)
  const total = yuanOf(trade.totalFen)
  const paid =
    trade.paidAt === undefined
      ? {}
      : {
          send_pay_date: alipayTime(new Date(trade.paidAt)),
          buyer_open_id: trade.payerOpenId,
          buyer_logon_id: '138******00',
          fund_bill_list: [{ amount: total, fund_channel: 'ALIPAYACCOUNT' }],
        }
  return {
    ...success,
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    trade_status: trade.status,
    total_amount: total,
    receipt_amount: trade.paidAt === undefined ? '0.00' : total,
    buyer_pay_amount: trade.paidAt === undefined ? '0.00' : total,
    invoice_amount: trade.paidAt === undefined ? '0.00' : total,
    point_amount: '0.00',
    ...paid,
  }
}

export function close(call: GatewayCall): Content {
  const { world } = call
  const trade = getTrade(call)
  if (trade.status !== 'WAIT_BUYER_PAY') throw tradeStatusError()
  const payer =
    trade.buyerOpenId === undefined
      ? world.people.list()[0]
      : world.people.byOpenid(trade.appId, trade.buyerOpenId)
  const occasion = { provider: 'alipay', merchant: trade.appId, on: 'close' } as const
  if (payer !== undefined && world.faults.take('paid-while-closing', occasion) !== undefined) {
    void pay(world, trade, payer).noticed
    throw tradeStatusError()
  }
  saveTrade(world, { ...trade, status: 'TRADE_CLOSED', closedAt: world.clock.now().toISOString() })
  return { ...success, trade_no: trade.tradeNo, out_trade_no: trade.outTradeNo }
}

export async function refund(call: GatewayCall): Promise<Content> {
  const { world, biz } = call
  const trade = getTrade(call)
  const amountFen = fenOf(biz['refund_amount'])
  if (amountFen === undefined) throw invalidParameter('refund_amount')
  const given = textOf(biz, 'out_request_no')
  if (given === undefined && amountFen !== trade.totalFen) throw invalidParameter('out_request_no')
  const outRequestNo = given ?? trade.outTradeNo

  const earlier = trade.refunds.find((each) => each.outRequestNo === outRequestNo)
  if (earlier !== undefined) {
    if (earlier.refundFen !== amountFen) throw failed('DISCORDANT_REPEAT_REQUEST', '请求信息不一致')
    return refundAnswer(trade, 'N')
  }
  if (trade.status !== 'TRADE_SUCCESS') throw tradeStatusError()
  if (refundedFen(trade) + amountFen > trade.totalFen)
    throw failed('REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限')
  const occasion = { provider: 'alipay', merchant: trade.appId, on: 'refund' } as const
  if (world.faults.take('refund-abnormal', occasion) !== undefined) {
    throw failed('SELLER_BALANCE_NOT_ENOUGH', '卖家余额不足')
  }
  return refundAnswer(await giveBack(world, trade, { outRequestNo, refundFen: amountFen }), 'Y')
}

async function giveBack(
  world: World,
  trade: AlipayTrade,
  what: { outRequestNo: string; refundFen: number },
): Promise<AlipayTrade> {
  const at = world.clock.now().toISOString()
  const made: AlipayRefund = { ...what, at }
  const refunds = [...trade.refunds, made]
  const after: AlipayTrade = { ...trade, refunds }
  if (refundedFen(after) === trade.totalFen) Object.assign(after, { status: 'TRADE_CLOSED', closedAt: at })
  saveTrade(world, after)

  const noticed = announce(world, after, made)
  const occasion = { provider: 'alipay', merchant: trade.appId, on: 'refund' } as const
  if (world.faults.take('notice-before-answer', occasion) !== undefined) await noticed
  return after
}

function refundAnswer(trade: AlipayTrade, changed: 'Y' | 'N'): Content {
  const total = yuanOf(refundedFen(trade))
  return {
    ...success,
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    buyer_open_id: trade.payerOpenId,
    buyer_logon_id: '138******00',
    fund_change: changed,
    refund_fee: total,
    send_back_fee: total,
    refund_detail_item_list: [{ amount: total, fund_channel: 'ALIPAYACCOUNT' }],
  }
}

/** Nothing but the code says that there was no such refund. */
export function queryRefund(call: GatewayCall): Content {
  const trade = getTrade(call)
  const outRequestNo = textOf(call.biz, 'out_request_no')
  if (outRequestNo === undefined) throw invalidParameter('out_request_no')
  const found = trade.refunds.find((each) => each.outRequestNo === outRequestNo)
  if (found === undefined) return success
  return {
    ...success,
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    out_request_no: outRequestNo,
    total_amount: yuanOf(trade.totalFen),
    refund_amount: yuanOf(found.refundFen),
    refund_status: 'REFUND_SUCCESS',
    gmt_refund_pay: alipayTime(new Date(found.at)),
  }
}
