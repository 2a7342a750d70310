import { alipayTime, compactDay } from '../clock.ts'
import { digits, hex } from '../identifiers.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { findApp } from './apps.ts'
import { yuanOf } from './yuan.ts'

export type TradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED'

export type AlipayRefund = { outRequestNo: string; refundFen: number; at: string }

export type AlipayTrade = {
  appId: string
  outTradeNo: string
  tradeNo: string
  /** alipay.trade.wap.pay, …: names the return page too. */
  method: string
  subject: string
  body?: string
  totalFen: number
  notifyUrl?: string
  returnUrl?: string
  quitUrl?: string
  passbackParams?: string
  /** trade.create: only this person may pay. */
  buyerOpenId?: string
  qrCode?: string
  sent: string
  status: TradeStatus
  createdAt: string
  expiresAt?: string
  paidAt?: string
  closedAt?: string
  payerOpenId?: string
  refunds: AlipayRefund[]
}

const tradesIn = (world: World) => world.store.collection<AlipayTrade>('alipay-trade')
const aliasesIn = (world: World) => world.store.collection<string>('alipay-trade-alias')
const keyOf = (appId: string, outTradeNo: string): string => `${appId}:${outTradeNo}`

export const latestTrades = (world: World, limit: number): AlipayTrade[] => tradesIn(world).latest(limit)
export const tradesNumbered = (world: World, outTradeNo: string): AlipayTrade[] =>
  tradesIn(world).ofOwner(outTradeNo)

export function saveTrade(world: World, trade: AlipayTrade): void {
  const key = keyOf(trade.appId, trade.outTradeNo)
  tradesIn(world).save(key, trade, trade.outTradeNo)
  aliasesIn(world).save(trade.tradeNo, key)
  if (trade.qrCode !== undefined) aliasesIn(world).save(trade.qrCode, key)
}

/** An unpaid trade past its time is closed. */
function aged(world: World, trade: AlipayTrade | undefined): AlipayTrade | undefined {
  if (trade?.status !== 'WAIT_BUYER_PAY' || trade.expiresAt === undefined) return trade
  if (world.clock.now().getTime() < Date.parse(trade.expiresAt)) return trade
  const closed: AlipayTrade = { ...trade, status: 'TRADE_CLOSED', closedAt: trade.expiresAt }
  saveTrade(world, closed)
  return closed
}

export const findTrade = (world: World, appId: string, outTradeNo: string): AlipayTrade | undefined =>
  aged(world, tradesIn(world).find(keyOf(appId, outTradeNo)))

/** By trade number or code to scan. */
export function findTradeBy(world: World, alias: string): AlipayTrade | undefined {
  const key = aliasesIn(world).find(alias)
  return key === undefined ? undefined : aged(world, tradesIn(world).find(key))
}

export const newTradeNo = (now: Date): string => `${compactDay(now)}22001${digits(15)}`

export const refundedFen = (trade: AlipayTrade): number =>
  trade.refunds.reduce((sum, refund) => sum + refund.refundFen, 0)

export function unpayable(world: World, trade: AlipayTrade, person?: Person): string | undefined {
  if (trade.status === 'TRADE_SUCCESS' || trade.paidAt !== undefined) return '交易已被支付'
  if (trade.status === 'TRADE_CLOSED') return '交易已经关闭'
  if (person === undefined || trade.buyerOpenId === undefined) return undefined
  const same = world.people.openidOf(trade.appId, person) === trade.buyerOpenId
  return same ? undefined : '付款人与下单的买家不一致'
}

/** The customer pays; `noticed` resolves when the first notice has been answered. */
export function pay(
  world: World,
  trade: AlipayTrade,
  person: Person,
): { paid: AlipayTrade; noticed: Promise<void> } {
  const paid: AlipayTrade = {
    ...trade,
    status: 'TRADE_SUCCESS',
    paidAt: world.clock.now().toISOString(),
    payerOpenId: world.people.openidOf(trade.appId, person),
  }
  saveTrade(world, paid)
  return { paid, noticed: announce(world, paid) }
}

/** A partial refund says TRADE_SUCCESS again, a full one TRADE_CLOSED. */
export function announce(world: World, trade: AlipayTrade, refund?: AlipayRefund): Promise<void> {
  if (trade.notifyUrl === undefined) return Promise.resolve()
  return world.deliveries.enqueue({
    id: `${compactDay(world.clock.now())}${hex(12)}`,
    provider: 'alipay',
    merchant: trade.appId,
    url: trade.notifyUrl,
    event: refund === undefined ? trade.status : `${trade.status} · 退款`,
    outTradeNo: trade.outTradeNo,
    content: noticeOf(world, trade, refund),
  })
}

function noticeOf(world: World, trade: AlipayTrade, refund?: AlipayRefund): Record<string, string> {
  const total = yuanOf(trade.totalFen)
  const time = (at: string | undefined): string => (at === undefined ? '' : alipayTime(new Date(at)))
  const content: Record<string, string> = {
    notify_type: 'trade_status_sync',
    app_id: trade.appId,
    auth_app_id: trade.appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    out_biz_no: refund?.outRequestNo ?? '',
    buyer_open_id: trade.payerOpenId ?? '',
    seller_id: findApp(world, trade.appId)?.sellerId ?? '',
    trade_status: trade.status,
    subject: trade.subject,
    body: trade.body ?? '',
    total_amount: total,
    receipt_amount: total,
    invoice_amount: total,
    buyer_pay_amount: total,
    point_amount: '0.00',
    refund_fee: refund === undefined ? '' : yuanOf(refundedFen(trade)),
    gmt_create: time(trade.createdAt),
    gmt_payment: time(trade.paidAt),
    gmt_refund: time(refund?.at),
    gmt_close: time(trade.closedAt),
    fund_bill_list: JSON.stringify([{ amount: total, fundChannel: 'ALIPAYACCOUNT' }]),
    passback_params: trade.passbackParams ?? '',
  }
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== ''))
}
