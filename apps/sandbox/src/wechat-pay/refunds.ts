import { canonical } from '../canonical.ts'
import { compactDay, wechatTime } from '../clock.ts'
import { digits } from '../identifiers.ts'
import type { World } from '../world.ts'
import { checkFields, numberAt, parseBody, textAt } from './fields.ts'
import type { Body, Field } from './fields.ts'
import type { Merchant } from './merchants.ts'
import { announce } from './notices.ts'
import { PayRefusal, invalidRequest, paramError } from './refusal.ts'
import { sharedFenOf } from './sharing.ts'
import { findTrade, findTradeBy, saveTrade } from './trades.ts'
import type { Partner, Trade } from './trades.ts'
import { checkNotifyUrl } from './transactions.ts'
import { v2Refund } from './v2-content.ts'

export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'

export type Refund = {
  mchid: string
  refundId: string
  outRefundNo: string
  outTradeNo: string
  transactionId: string
  refundFen: number
  totalFen: number
  notifyUrl?: string
  appid?: string
  /** Of a trade that a service provider made. */
  partner?: Partner
  status: RefundStatus
  /** What it will come to; 'PROCESSING' stays so until the panel moves it. */
  fate: RefundStatus
  createdAt: string
  successAt?: string
  /** The account that an abnormal one was turned to. */
  receivedBy?: string
  sent: string
}

const refundsIn = (world: World) => world.store.collection<Refund>('wechat-refund')
const keyOf = (refund: Refund): string => `${refund.mchid}:${refund.outRefundNo}`
export const saveRefund = (world: World, refund: Refund): void =>
  refundsIn(world).save(keyOf(refund), refund, `${refund.mchid}:${refund.outTradeNo}`)

export const findRefund = (world: World, mchid: string, outRefundNo: string): Refund | undefined =>
  refundsIn(world).find(`${mchid}:${outRefundNo}`)

export const refundsOf = (world: World, trade: Trade): Refund[] =>
  refundsIn(world).ofOwner(`${trade.mchid}:${trade.outTradeNo}`)

export const latestRefunds = (world: World, limit: number): Refund[] => refundsIn(world).latest(limit)

const fields: Field[] = [
  { path: '/transaction_id', label: '微信支付订单号', kind: 'text', optional: true, max: 32 },
  { path: '/out_trade_no', label: '商户订单号', kind: 'text', optional: true, min: 6, max: 32 },
  {
    path: '/out_refund_no',
    label: '商户退款单号',
    kind: 'text',
    min: 1,
    max: 64,
    pattern: /^[0-9A-Za-z_\-|*@]+$/,
  },
  { path: '/sub_mchid', label: '子商户号', kind: 'text', optional: true, max: 32 },
  { path: '/reason', label: '退款原因', kind: 'text', optional: true, max: 80 },
  { path: '/notify_url', label: '退款结果回调url', kind: 'text', optional: true, max: 256 },
  { path: '/amount', label: '金额信息', kind: 'object' },
  { path: '/amount/refund', label: '退款金额', kind: 'integer', min: 1 },
  { path: '/amount/total', label: '原订单金额', kind: 'integer', min: 1 },
  { path: '/amount/currency', label: '退款币种', kind: 'text', pattern: /^CNY$/ },
]

export async function createRefund(world: World, merchant: Merchant, text: string): Promise<Refund> {
  const body = parseBody(text)
  checkFields(body, fields)
  const notifyUrl = textAt(body, '/notify_url')
  if (notifyUrl !== undefined) checkNotifyUrl(notifyUrl)

  const outRefundNo = textAt(body, '/out_refund_no') ?? ''
  const earlier = findRefund(world, merchant.mchid, outRefundNo)
  if (earlier !== undefined) {
    if (earlier.sent !== canonical(body))
      throw invalidRequest('订单金额或退款金额与之前请求不一致，请核实后再试')
    return earlier
  }
  const trade = tradeToRefund(world, merchant, body)
  checkRoom(world, trade, body)
  return accept(world, trade, body)
}

function tradeToRefund(world: World, merchant: Merchant, body: Body): Trade {
  const transactionId = textAt(body, '/transaction_id')
  const outTradeNo = textAt(body, '/out_trade_no')
  if (transactionId === undefined && outTradeNo === undefined) {
    throw paramError('/out_trade_no', '', '微信支付订单号和商户订单号不能同时为空')
  }
  const trade =
    transactionId === undefined
      ? findTrade(world, merchant.mchid, outTradeNo ?? '')
      : findTradeBy(world, transactionId)
  const isTheirs = trade?.mchid === merchant.mchid && trade.partner?.subMchid === textAt(body, '/sub_mchid')
  if (trade === undefined || !isTheirs) {
    throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
  }
  if (outTradeNo !== undefined && trade.outTradeNo !== outTradeNo)
    throw invalidRequest('微信支付订单号与商户订单号不匹配')
  return trade
}

const yearMs = 365 * 86_400_000

function checkRoom(world: World, trade: Trade, body: Body): void {
  if (trade.transactionId === undefined || trade.paidAt === undefined)
    throw invalidRequest('订单未支付，不能退款')
  if (world.clock.now().getTime() - Date.parse(trade.paidAt) > yearMs)
    throw invalidRequest('订单已超过可退款期限')
  if (numberAt(body, '/amount/total') !== trade.totalFen)
    throw invalidRequest('订单金额与原订单不一致，请核实后再试')

  const standing = refundsOf(world, trade).filter((refund) => refund.status !== 'CLOSED')
  const refundedFen = standing.reduce((sum, refund) => sum + refund.refundFen, 0)
  if (standing.length >= 50) throw new PayRefusal(403, 'RULE_LIMIT', '同一笔订单最多支持50次部分退款')
  if (refundedFen + numberAt(body, '/amount/refund') > trade.totalFen) {
    throw invalidRequest('申请退款金额超过订单可退金额')
  }
  const ownFen = trade.totalFen - sharedFenOf(world, trade)
  if (refundedFen + numberAt(body, '/amount/refund') > ownFen)
    throw new PayRefusal(403, 'NOT_ENOUGH', '订单已分账，请先发起分账回退再退款')
}

async function accept(world: World, trade: Trade, body: Body): Promise<Refund> {
  const now = world.clock.now()
  const occasion = { provider: 'wechat-pay', merchant: trade.mchid, on: 'refund' } as const
  const fates = [
    ['refund-stuck', 'PROCESSING'],
    ['refund-abnormal', 'ABNORMAL'],
    ['refund-closed', 'CLOSED'],
  ] as const
  const fate = fates.find(([fault]) => world.faults.take(fault, occasion) !== undefined)?.[1] ?? 'SUCCESS'
  const notifyUrl = textAt(body, '/notify_url')
  const refund: Refund = {
    mchid: trade.mchid,
    refundId: `50${digits(9)}${compactDay(now)}${digits(10)}`,
    outRefundNo: textAt(body, '/out_refund_no') ?? '',
    outTradeNo: trade.outTradeNo,
    transactionId: trade.transactionId ?? '',
    refundFen: numberAt(body, '/amount/refund'),
    totalFen: trade.totalFen,
    ...(notifyUrl === undefined ? {} : { notifyUrl }),
    appid: trade.appid,
    ...(trade.partner === undefined ? {} : { partner: trade.partner }),
    status: 'PROCESSING',
    fate,
    createdAt: now.toISOString(),
    sent: canonical(body),
  }
  saveRefund(world, refund)
  saveTrade(world, { ...trade, state: 'REFUND' })

  if (fate !== 'PROCESSING') {
    if (world.faults.take('notice-before-answer', occasion) !== undefined) await finish(world, refund, fate)
    else setTimeout(() => void finish(world, refund, fate), 300 * world.retryFactor)
  }
  return refund
}

/** The bank has answered. Also what the panel does with a refund that was left in the middle. */
export function finish(world: World, refund: Refund, status: RefundStatus): Promise<void> {
  if (world.isClosed()) return Promise.resolve()
  const current = findRefund(world, refund.mchid, refund.outRefundNo) ?? refund
  if (current.status === 'SUCCESS' || current.status === 'CLOSED' || current.status === status) {
    return Promise.resolve()
  }
  const success = status === 'SUCCESS' ? { successAt: world.clock.now().toISOString() } : {}
  const done: Refund = { ...current, ...success, status, fate: status }
  saveRefund(world, done)
  restoreTrade(world, done)
  if (done.notifyUrl === undefined) return Promise.resolve()
  return announce(world, {
    mchid: done.mchid,
    url: done.notifyUrl,
    event: `REFUND.${status}`,
    outTradeNo: done.outTradeNo,
    content: noticeOf(done),
    v2Content: { appid: done.partner?.spAppid ?? done.appid ?? '', ...v2Refund(done) },
  })
}

/** A closed refund has given nothing back. */
function restoreTrade(world: World, refund: Refund): void {
  const trade = findTrade(world, refund.mchid, refund.outTradeNo)
  if (trade === undefined || refund.status !== 'CLOSED') return
  const standing = refundsOf(world, trade).some(({ status }) => status !== 'CLOSED')
  if (!standing) saveTrade(world, { ...trade, state: 'SUCCESS' })
}

/** Refunds that were on their way when the sandbox was stopped. */
export function resumeRefunds(world: World): void {
  for (const refund of latestRefunds(world, 1000)) {
    if (refund.status === 'PROCESSING' && refund.fate !== 'PROCESSING')
      void finish(world, refund, refund.fate)
  }
}

const amountOf = (refund: Refund) => ({
  total: refund.totalFen,
  refund: refund.refundFen,
  payer_total: refund.totalFen,
  payer_refund: refund.refundFen,
})

export function refundView(refund: Refund): Record<string, unknown> {
  return {
    amount: {
      ...amountOf(refund),
      currency: 'CNY',
      discount_refund: 0,
      from: [],
      settlement_refund: refund.refundFen,
      settlement_total: refund.totalFen,
    },
    channel: 'ORIGINAL',
    create_time: wechatTime(new Date(refund.createdAt)),
    funds_account: 'AVAILABLE',
    out_refund_no: refund.outRefundNo,
    out_trade_no: refund.outTradeNo,
    promotion_detail: [],
    refund_id: refund.refundId,
    status: refund.status,
    ...(refund.successAt === undefined ? {} : { success_time: wechatTime(new Date(refund.successAt)) }),
    transaction_id: refund.transactionId,
    user_received_account: refund.receivedBy ?? '支付用户零钱',
  }
}

/** A notice says `refund_status` where an answer says `status`. */
function noticeOf(refund: Refund): Record<string, unknown> {
  const { mchid, partner } = refund
  return {
    ...(partner === undefined ? { mchid } : { sp_mchid: mchid, sub_mchid: partner.subMchid }),
    transaction_id: refund.transactionId,
    out_trade_no: refund.outTradeNo,
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    refund_status: refund.status,
    ...(refund.successAt === undefined ? {} : { success_time: wechatTime(new Date(refund.successAt)) }),
    user_received_account: refund.receivedBy ?? '支付用户零钱',
    amount: amountOf(refund),
  }
}
