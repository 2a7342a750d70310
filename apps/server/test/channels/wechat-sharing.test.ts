import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createProfitSharing } from '../../src/channels/wechat-pay/profit-sharing.ts'
import type { ProfitSharingPort, ShareRequest } from '../../src/channels/wechat-pay/profit-sharing.ts'
import { newNumber } from './sandbox.ts'
import { appId, openWechatShop } from './wechat-shop.ts'
import type { WechatShop } from './wechat-shop.ts'

let shop: WechatShop
let port: ProfitSharingPort
let hasty: ProfitSharingPort
const receiver = '1900000001'
const other = '1900000002'

beforeAll(async () => {
  shop = await openWechatShop()
  const baseUrl = shop.stage.sandbox.wechatPay
  port = createProfitSharing(shop.account, { baseUrl })
  hasty = createProfitSharing(shop.account, { baseUrl, timeoutMilliseconds: 300 })
  for (const account of [receiver, other])
    expect(await port.addReceiver({ appId, account, name: '甲方有限公司' })).toEqual({
      kind: 'ok',
      value: 'added',
    })
})
const setClock = (now: Date | null) =>
  shop.stage.control('PUT', '/api/clock', { now: now?.toISOString() ?? null })
afterEach(async () => {
  await shop.stage.control('DELETE', '/api/faults')
  await setClock(null)
})
afterAll(() => shop.stage.close())

/** Paid long enough ago, unless told otherwise; its notice is not looked at. */
async function paid({ sharesProfit = true, ago = 120 } = {}): Promise<{
  outTradeNo: string
  transactionNo: string
}> {
  await setClock(new Date(Date.now() - ago * 1000))
  const bought = shop.order({ sharesProfit, timeExpire: new Date(Date.now() - ago * 1000 + 60 * 60_000) })
  expect(await shop.port.prepay(bought)).toMatchObject({ kind: 'ok' })
  const { outTradeNo } = bought
  await shop.stage.control('POST', '/api/pay', { provider: 'wechat-pay', outTradeNo, outcome: 'success' })
  await setClock(null)
  const found = await shop.port.query(outTradeNo)
  if (found.kind !== 'ok') throw new Error(found.kind)
  return { outTradeNo, transactionNo: found.value.payment!.transactionId }
}
const request = (transactionNo: string, change: Partial<ShareRequest> = {}): ShareRequest => ({
  appId,
  transactionNo,
  outOrderNo: newNumber(),
  receivers: [{ account: receiver, amountFen: 2000n }],
  description: '分给甲方',
  ...change,
})
const resultOf = async (made: ShareRequest) => {
  const found = await port.queryShare(made)
  return found.kind === 'ok'
    ? `${found.value.state} ${found.value.lines.map(({ result }) => result).join()}`
    : found.kind
}

describe('a share', () => {
  test('is carried out, asked about, and partly returned before a refund', async () => {
    const { outTradeNo, transactionNo } = await paid()
    const made = request(transactionNo)
    expect(await port.queryShare(made)).toEqual({ kind: 'absent' })
    const accepted = await port.share(made)
    expect(accepted).toMatchObject({
      kind: 'ok',
      value: { lines: [{ account: receiver, amountFen: 2000n }] },
    })
    expect(await port.share(made)).toMatchObject({ kind: 'ok' })
    await expect.poll(() => resultOf(made)).toBe('FINISHED SUCCESS')

    const refund = {
      outTradeNo,
      outRefundNo: newNumber(),
      refundFen: 10000n,
      totalFen: 10000n,
      reason: '退',
      notifyUrl: shop.stage.notifyUrl,
    }
    expect(await shop.port.refund(refund)).toMatchObject({ kind: 'refused', code: 'NOT_ENOUGH' })
    const back = {
      outOrderNo: made.outOrderNo,
      outReturnNo: newNumber(),
      account: receiver,
      amountFen: 2000n,
    }
    expect(await port.queryReturn(back)).toEqual({ kind: 'absent' })
    expect(await port.returnShare({ ...back, description: '退款' })).toMatchObject({ kind: 'ok' })
    await expect
      .poll(async () => JSON.stringify((await port.queryReturn(back)) as object, big))
      .toContain('SUCCESS')
    const over = { ...back, outReturnNo: newNumber(), amountFen: 1n, description: '退款' }
    expect(await port.returnShare(over)).toMatchObject({ kind: 'refused' })
    expect(await shop.port.refund(refund)).toMatchObject({ kind: 'ok' })
  })

  test.each([
    ['an order that was not made for it', { sharesProfit: false }, {}],
    ['in the first minute', { ago: 5 }, {}],
    ['after thirty days', { ago: 31 * 86_400 }, {}],
    ['more than three tenths', {}, { receivers: [{ account: receiver, amountFen: 3001n }] }],
    ['somebody who was not added', {}, { receivers: [{ account: '1900000009', amountFen: 1n }] }],
  ])('refused: %s', async (_, order, change) => {
    const { transactionNo } = await paid(order)
    expect(await port.share(request(transactionNo, change))).toMatchObject({ kind: 'refused' })
  })

  test('lets go of the rest: nothing more can be shared', async () => {
    const { transactionNo } = await paid()
    const made = { transactionNo, outOrderNo: newNumber(), description: '解冻' }
    expect(await port.unfreeze(made)).toMatchObject({ kind: 'ok' })
    await expect.poll(async () => (await port.queryShare(made)).kind === 'ok').toBe(true)
    expect(await port.share(request(transactionNo))).toMatchObject({ kind: 'refused' })
  })

  test('with a receiver that was deleted is refused, and under one number only once', async () => {
    const { transactionNo } = await paid()
    expect(await port.deleteReceiver({ appId, account: other })).toMatchObject({ kind: 'ok' })
    const gone = request(transactionNo, { receivers: [{ account: other, amountFen: 1n }] })
    expect(await port.share(gone)).toMatchObject({ kind: 'refused' })
    const made = request(transactionNo)
    await port.share(made)
    expect(await port.share({ ...made, receivers: [{ account: receiver, amountFen: 1n }] })).toMatchObject({
      kind: 'refused',
      code: 'INVALID_REQUEST',
    })
  })
})

const big = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)

describe('in doubt', () => {
  const provider = 'wechat-pay'
  test.each([
    ['slow', 'timeout'],
    ['error-after-accept', 'server-error'],
    ['answer-lost', 'network'],
  ])('%s: unknown, and the query finds it', async (fault, cause) => {
    const { transactionNo } = await paid()
    const made = request(transactionNo)
    await shop.stage.fault({ provider, fault, on: 'share', milliseconds: 900 })
    expect(await (fault === 'slow' ? hasty : port).share(made)).toMatchObject({ kind: 'unknown', cause })
    expect(await port.queryShare(made)).toMatchObject({ kind: 'ok' })
  })

  test('closed for a receiver, stuck, and a return that fails', async () => {
    const { transactionNo } = await paid()
    await shop.stage.fault({ provider, fault: 'sharing-closed' })
    const closed = request(transactionNo)
    await port.share(closed)
    await expect.poll(() => resultOf(closed)).toBe('FINISHED CLOSED')

    const stuck = request((await paid()).transactionNo)
    await shop.stage.fault({ provider, fault: 'sharing-stuck' })
    await port.share(stuck)
    expect(await resultOf(stuck)).toBe('PROCESSING PENDING')
    const merchant = shop.account.mchId
    await shop.stage.control('POST', '/api/sharing/end', {
      merchant,
      outOrderNo: stuck.outOrderNo,
      result: 'SUCCESS',
    })
    expect(await resultOf(stuck)).toBe('FINISHED SUCCESS')
    await shop.stage.fault({ provider, fault: 'return-failed' })
    const back = { outOrderNo: stuck.outOrderNo, outReturnNo: newNumber(), account: receiver, amountFen: 5n }
    await port.returnShare({ ...back, description: '退款' })
    await expect
      .poll(async () => JSON.stringify(await port.queryReturn(back), big))
      .toContain('BALANCE_NOT_ENOUGH')
  })

  test('the receiver is told, and nobody else', async () => {
    await shop.stage.control('POST', '/api/wechat-pay/merchants', { mchid: receiver, appid: appId })
    const url = shop.stage.notifyUrl
    const { transactionNo } = await paid()
    await shop.stage.control('PUT', '/api/sharing/addresses', { mchid: receiver, url })
    const made = request(transactionNo)
    await port.share(made)
    const told = async () => {
      const path = `/api/notices?outTradeNo=${made.outOrderNo}`
      return (await shop.stage.control<{ items: { event: string; merchant: string }[] }>('GET', path)).items
    }
    await expect.poll(told).toMatchObject([{ event: 'PROFITSHARING.SUCCESS', merchant: receiver }])
  })
})
