import { canonical } from '../canonical.ts'
import { compactDay, wechatTime } from '../clock.ts'
import { digits } from '../identifiers.ts'
import type { World } from '../world.ts'
import { checkFields, numberAt, parseBody, textAt } from './fields.ts'
import type { Body, Field } from './fields.ts'
import type { Merchant } from './merchants.ts'
import { PayRefusal, invalidRequest } from './refusal.ts'
import { findOrder, saveOrder } from './sharing.ts'
import type { SharingOrder, SharingReturn } from './sharing-types.ts'
import { tellOfReturn } from './sharing-notices.ts'

const returnsIn = (world: World) => world.store.collection<SharingReturn>('wechat-sharing-return')
const keyOf = (mchid: string, outReturnNo: string) => `${mchid}:${outReturnNo}`
const save = (world: World, made: SharingReturn): void =>
  returnsIn(world).save(keyOf(made.mchid, made.outReturnNo), made, `${made.mchid}:${made.outOrderNo}`)

const fields: Field[] = [
  { path: '/out_order_no', label: '商户分账单号', kind: 'text', min: 1, max: 64 },
  { path: '/out_return_no', label: '商户回退单号', kind: 'text', min: 1, max: 64 },
  { path: '/return_mchid', label: '回退商户号', kind: 'text', min: 1, max: 32 },
  { path: '/amount', label: '回退金额', kind: 'integer', min: 1 },
  { path: '/description', label: '回退描述', kind: 'text', min: 1, max: 80 },
]

/** What a receiver got goes back to who shared it; people can't be asked for it. */
export function createReturn(world: World, merchant: Merchant, text: string): Record<string, unknown> {
  const body = parseBody(text)
  checkFields(body, fields)
  const outReturnNo = textAt(body, '/out_return_no') ?? ''
  const earlier = returnsIn(world).find(keyOf(merchant.mchid, outReturnNo))
  if (earlier !== undefined) {
    if (earlier.sent !== canonical(body)) throw invalidRequest('商户回退单号已存在，且请求参数与之前不一致')
    return returnView(earlier)
  }
  const order = findOrder(world, merchant.mchid, textAt(body, '/out_order_no') ?? '')
  if (order === undefined) throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '分账单不存在')
  checkRoom(world, order, body)

  const now = world.clock.now()
  const made: SharingReturn = {
    mchid: merchant.mchid,
    outOrderNo: order.outOrderNo,
    orderId: order.orderId,
    outReturnNo,
    returnId: `3008${digits(6)}${compactDay(now)}${digits(14)}`,
    returnMchid: textAt(body, '/return_mchid') ?? '',
    amountFen: numberAt(body, '/amount'),
    result: 'PROCESSING',
    fate: fateOf(world, merchant.mchid),
    createdAt: now.toISOString(),
    sent: canonical(body),
  }
  save(world, made)
  if (made.fate !== 'PROCESSING')
    setTimeout(() => void finishReturn(world, made, made.fate), 300 * world.retryFactor).unref()
  return returnView(made)
}

const receiverOf = (order: SharingOrder, mchid: string) =>
  order.receivers.find(({ type, account }) => type === 'MERCHANT_ID' && account === mchid)

function checkRoom(world: World, order: SharingOrder, body: Body): void {
  const mchid = textAt(body, '/return_mchid') ?? ''
  const receiver = receiverOf(order, mchid)
  if (receiver === undefined) throw invalidRequest('回退方不是该分账单的商户接收方')
  if (receiver.result !== 'SUCCESS') throw invalidRequest('该接收方未分账成功，不能回退')
  const open = returnsIn(world)
    .ofOwner(`${order.mchid}:${order.outOrderNo}`)
    .filter(({ returnMchid, result }) => returnMchid === mchid && result === 'PROCESSING')
  const openFen = open.reduce((sum, { amountFen }) => sum + amountFen, 0)
  if (receiver.returnedFen + openFen + numberAt(body, '/amount') > receiver.amountFen)
    throw invalidRequest('回退金额超过可回退金额')
}

function fateOf(world: World, merchant: string): SharingReturn['fate'] {
  const occasion = { provider: 'wechat-pay', merchant, on: 'share-return' } as const
  if (world.faults.take('return-stuck', occasion) !== undefined) return 'PROCESSING'
  return world.faults.take('return-failed', occasion) === undefined ? 'SUCCESS' : 'FAILED'
}

/** Also what the panel does with one that a fault left in the middle. */
export async function finishReturn(
  world: World,
  { mchid, outReturnNo }: SharingReturn,
  result: SharingReturn['fate'],
) {
  if (world.isClosed()) return
  const current = returnsIn(world).find(keyOf(mchid, outReturnNo))
  const order = current && findOrder(world, mchid, current.outOrderNo)
  if (current?.result !== 'PROCESSING' || order === undefined || result === 'PROCESSING') return
  const failure = result === 'FAILED' ? { failReason: 'BALANCE_NOT_ENOUGH' } : {}
  const done = { ...current, ...failure, result, finishedAt: world.clock.now().toISOString() }
  save(world, done)
  if (result === 'FAILED') return
  const receivers = order.receivers.map((one) =>
    one === receiverOf(order, done.returnMchid)
      ? { ...one, returnedFen: one.returnedFen + done.amountFen }
      : one,
  )
  saveOrder(world, { ...order, receivers })
  await tellOfReturn(world, order, done)
}

export function resumeReturns(world: World): void {
  for (const made of returnsIn(world).latest(1000)) void finishReturn(world, made, made.fate)
}

export const findReturn = (world: World, mchid: string, outReturnNo: string): SharingReturn | undefined =>
  returnsIn(world).find(keyOf(mchid, outReturnNo))

export function queryReturn(
  world: World,
  merchant: Merchant,
  wanted: { outReturnNo: string; outOrderNo: string | null },
): Record<string, unknown> {
  const made = findReturn(world, merchant.mchid, wanted.outReturnNo)
  if (made === undefined || made.outOrderNo !== wanted.outOrderNo)
    throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '回退单不存在')
  return returnView(made)
}

const returnView = (made: SharingReturn): Record<string, unknown> => ({
  order_id: made.orderId,
  out_order_no: made.outOrderNo,
  out_return_no: made.outReturnNo,
  return_id: made.returnId,
  return_mchid: made.returnMchid,
  amount: made.amountFen,
  result: made.result,
  ...(made.failReason === undefined ? {} : { fail_reason: made.failReason }),
  create_time: wechatTime(new Date(made.createdAt)),
  ...(made.finishedAt === undefined ? {} : { finish_time: wechatTime(new Date(made.finishedAt)) }),
})
