import { canonical } from '../canonical.ts'
import { compactDay, wechatTime } from '../clock.ts'
import { digits } from '../identifiers.ts'
import type { Collection } from '../store.ts'
import type { World } from '../world.ts'
import { at, checkFields, numberAt, parseBody, textAt } from './fields.ts'
import type { Body, Field } from './fields.ts'
import type { Merchant } from './merchants.ts'
import { PayRefusal, invalidRequest } from './refusal.ts'
import type { Share, SharingOrder } from './sharing-types.ts'
import { tellReceiver } from './sharing-notices.ts'
import { findReceiver } from './sharing-receivers.ts'
import { findTradeBy, saveTrade } from './trades.ts'
import type { Trade } from './trades.ts'

const ordersIn = (world: World): Collection<SharingOrder> =>
  world.store.collection<SharingOrder>('wechat-sharing-order')
const keyOf = ({ mchid, outOrderNo }: Pick<SharingOrder, 'mchid' | 'outOrderNo'>) => `${mchid}:${outOrderNo}`
export const saveOrder = (world: World, order: SharingOrder): void =>
  ordersIn(world).save(keyOf(order), order, `${order.mchid}:${order.transactionId}`)

export const findOrder = (world: World, mchid: string, outOrderNo: string): SharingOrder | undefined =>
  ordersIn(world).find(keyOf({ mchid, outOrderNo }))
export const latestOrders = (world: World, limit: number): SharingOrder[] => ordersIn(world).latest(limit)
const ordersOf = (world: World, trade: Trade): SharingOrder[] =>
  ordersIn(world).ofOwner(`${trade.mchid}:${trade.transactionId}`)

const fields: Field[] = [
  { path: '/appid', label: '应用ID', kind: 'text', min: 1, max: 32 },
  { path: '/transaction_id', label: '微信订单号', kind: 'text', min: 1, max: 32 },
  {
    path: '/out_order_no',
    label: '商户分账单号',
    kind: 'text',
    min: 1,
    max: 64,
    pattern: /^[0-9A-Za-z_\-|*@]+$/,
  },
]
const receiverFields: Field[] = [
  { path: '/type', label: '分账接收方类型', kind: 'text', min: 1, max: 32 },
  { path: '/account', label: '分账接收方账号', kind: 'text', min: 1, max: 64 },
  { path: '/amount', label: '分账金额', kind: 'integer', min: 1 },
  { path: '/description', label: '分账描述', kind: 'text', min: 1, max: 80 },
]
const receiversMax = 50
const timesMax = 50
const shareMaxOfHundred = 30
const minuteMs = 60_000
const thirtyDaysMs = 30 * 86_400_000

export function createSharingOrder(world: World, merchant: Merchant, text: string): Record<string, unknown> {
  const body = parseBody(text)
  checkFields(body, fields)
  const receivers = receiversIn(body)
  const outOrderNo = textAt(body, '/out_order_no') ?? ''
  const earlier = findOrder(world, merchant.mchid, outOrderNo)
  if (earlier !== undefined) {
    if (earlier.sent !== canonical(body)) throw invalidRequest('商户分账单号已存在，且请求参数与之前不一致')
    return orderView(earlier)
  }
  const trade = tradeToShare(world, merchant, body)
  for (const receiver of receivers) checkReceiver(world, merchant.mchid, receiver)
  checkAmounts(world, trade, receivers)

  const now = world.clock.now()
  const order: SharingOrder = {
    mchid: merchant.mchid,
    transactionId: trade.transactionId ?? '',
    outOrderNo,
    orderId: `3008${digits(6)}${compactDay(now)}${digits(14)}`,
    state: 'PROCESSING',
    unfreezes: at(body, '/unfreeze_unsplit') === true,
    receivers: receivers.map(shareOf),
    fate: fateOf(world, merchant.mchid),
    createdAt: now.toISOString(),
    sent: canonical(body),
  }
  saveOrder(world, order)
  if (order.unfreezes) saveTrade(world, { ...trade, unfrozenAt: now.toISOString() })
  later(world, order)
  return orderView(order)
}

function receiversIn(body: Body): Body[] {
  const given = at(body, '/receivers')
  if (!Array.isArray(given) || given.length === 0) throw invalidRequest('分账接收方列表不能为空')
  if (given.length > receiversMax) throw invalidRequest('分账接收方列表不能超过50个')
  const receivers = given as Body[]
  receivers.forEach((receiver) => checkFields(receiver, receiverFields))
  return receivers
}

const shareOf = (receiver: Body): Share => ({
  type: textAt(receiver, '/type') ?? '',
  account: textAt(receiver, '/account') ?? '',
  amountFen: numberAt(receiver, '/amount'),
  description: textAt(receiver, '/description') ?? '',
  result: 'PENDING',
  detailId: `3601${digits(24)}`,
  returnedFen: 0,
})

function tradeToShare(world: World, merchant: Merchant, body: Body): Trade {
  const trade = findTradeBy(world, textAt(body, '/transaction_id') ?? '')
  if (trade?.mchid !== merchant.mchid || trade.transactionId !== textAt(body, '/transaction_id'))
    throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
  if (trade.profitSharing !== true) throw invalidRequest('非分账订单不支持分账')
  const age = world.clock.now().getTime() - Date.parse(trade.paidAt ?? '')
  if (age < minuteMs) throw invalidRequest('订单支付成功1分钟后才能分账，请稍后再试')
  if (trade.unfrozenAt !== undefined || age > thirtyDaysMs)
    throw invalidRequest('订单剩余待分金额已解冻，不支持分账')
  return trade
}

function checkReceiver(world: World, mchid: string, receiver: Body): void {
  const type = textAt(receiver, '/type') ?? ''
  const account = textAt(receiver, '/account') ?? ''
  if (findReceiver(world, mchid, type, account) === undefined)
    throw invalidRequest(`分账接收方未添加：${account}`)
}

function checkAmounts(world: World, trade: Trade, receivers: Body[]): void {
  const orders = ordersOf(world, trade)
  if (orders.length >= timesMax) throw new PayRefusal(403, 'RULE_LIMIT', '同一笔订单最多支持50次分账')
  const before = orders.flatMap((order) => order.receivers).filter(({ result }) => result !== 'CLOSED')
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
  const sharedFen = sum(before.map(({ amountFen }) => amountFen))
  const askedFen = sum(receivers.map((receiver) => numberAt(receiver, '/amount')))
  if ((sharedFen + askedFen) * 100 > trade.totalFen * shareMaxOfHundred)
    throw new PayRefusal(403, 'RULE_LIMIT', '分账金额超出最大分账比例')
}

function fateOf(world: World, merchant: string): Share['result'] {
  const occasion = { provider: 'wechat-pay', merchant, on: 'share' } as const
  if (world.faults.take('sharing-stuck', occasion) !== undefined) return 'PENDING'
  return world.faults.take('sharing-closed', occasion) === undefined ? 'SUCCESS' : 'CLOSED'
}

function later(world: World, order: SharingOrder): void {
  if (order.fate === 'PENDING') return
  setTimeout(() => void finishOrder(world, order, order.fate), 300 * world.retryFactor).unref()
}

/** Executed: each receiver has it, or can't take it and it stays with the merchant. Also what the panel does. */
export async function finishOrder(
  world: World,
  { mchid, outOrderNo }: SharingOrder,
  result: Share['result'],
) {
  if (world.isClosed()) return
  const current = findOrder(world, mchid, outOrderNo)
  if (current?.state !== 'PROCESSING') return
  const failure = result === 'CLOSED' ? { failReason: 'ACCOUNT_ABNORMAL' } : {}
  const receivers = current.receivers.map((receiver) => ({ ...receiver, ...failure, result }))
  const finishedAt = world.clock.now().toISOString()
  const done: SharingOrder = { ...current, receivers, state: 'FINISHED', finishedAt }
  saveOrder(world, done)
  for (const receiver of result === 'SUCCESS' ? receivers : []) await tellReceiver(world, done, receiver)
}

export function resumeSharing(world: World): void {
  for (const order of latestOrders(world, 1000))
    if (order.state === 'PROCESSING' && order.fate !== 'PENDING') void finishOrder(world, order, order.fate)
}

export function querySharingOrder(
  world: World,
  merchant: Merchant,
  wanted: { outOrderNo: string; transactionId: string | null },
): Record<string, unknown> {
  const order = findOrder(world, merchant.mchid, wanted.outOrderNo)
  if (order === undefined || order.transactionId !== wanted.transactionId)
    throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '分账单不存在')
  return orderView(order)
}

/** What is not shared becomes the merchant's. */
export function unfreeze(world: World, merchant: Merchant, text: string): Record<string, unknown> {
  const body = parseBody(text)
  checkFields(body, [
    ...fields.slice(1),
    { path: '/description', label: '分账描述', kind: 'text', min: 1, max: 80 },
  ])
  const outOrderNo = textAt(body, '/out_order_no') ?? ''
  const earlier = findOrder(world, merchant.mchid, outOrderNo)
  if (earlier !== undefined) {
    if (earlier.sent !== canonical(body)) throw invalidRequest('商户分账单号已存在，且请求参数与之前不一致')
    return orderView(earlier)
  }
  const trade = tradeToShare(world, merchant, body)
  const now = world.clock.now()
  const order: SharingOrder = {
    mchid: merchant.mchid,
    transactionId: trade.transactionId ?? '',
    outOrderNo,
    orderId: `3008${digits(6)}${compactDay(now)}${digits(14)}`,
    state: 'PROCESSING',
    unfreezes: true,
    receivers: [],
    fate: 'SUCCESS',
    createdAt: now.toISOString(),
    sent: canonical(body),
  }
  saveOrder(world, order)
  saveTrade(world, { ...trade, unfrozenAt: now.toISOString() })
  later(world, order)
  return orderView(order)
}

/** Shared and not returned: this much of the trade is no longer the merchant's to refund. */
export function sharedFenOf(world: World, trade: Trade): number {
  return ordersOf(world, trade)
    .flatMap((order) => order.receivers)
    .filter(({ result }) => result !== 'CLOSED')
    .reduce((sum, { amountFen, returnedFen }) => sum + amountFen - returnedFen, 0)
}

export function queryAmounts(
  world: World,
  merchant: Merchant,
  transactionId: string,
): Record<string, unknown> {
  const trade = findTradeBy(world, transactionId)
  if (trade?.mchid !== merchant.mchid) throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
  const left = trade.unfrozenAt === undefined ? trade.totalFen - sharedFenOf(world, trade) : 0
  return { transaction_id: transactionId, unsplit_amount: left }
}

const orderView = (order: SharingOrder): Record<string, unknown> => ({
  transaction_id: order.transactionId,
  out_order_no: order.outOrderNo,
  order_id: order.orderId,
  state: order.state,
  receivers: order.receivers.map((receiver) => ({
    type: receiver.type,
    account: receiver.account,
    amount: receiver.amountFen,
    description: receiver.description,
    result: receiver.result,
    ...(receiver.failReason === undefined ? {} : { fail_reason: receiver.failReason }),
    detail_id: receiver.detailId,
    create_time: wechatTime(new Date(order.createdAt)),
    ...(order.finishedAt === undefined ? {} : { finish_time: wechatTime(new Date(order.finishedAt)) }),
  })),
})
