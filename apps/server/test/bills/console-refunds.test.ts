import { beforeEach, expect, test } from 'vitest'
import { resolveDifference } from '../../src/exchanges/resolve-difference.ts'
import { recordConsoleRefund } from '../../src/flows/payments/record-console-refund.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { bank, cardPrincipal, channel, merchantAvailable } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { payStage } from '../pay-stage.ts'
import { newKey } from '../world.ts'
import { billShop } from './bill-stage.ts'
import type { BillStage } from './bill-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)

beforeEach(async () => {
  await stage.clearFaults()
  await stage.control('DELETE', '/api/bills/changes')
})

/** The next morning: the day's bill, and what can be settled by itself. */
async function nextMorning(shop: BillStage, provider: 'wechat-pay' | 'alipay' = 'wechat-pay') {
  shop.morning()
  await shop.reconcile(provider)
  await stage.runJobs()
}

const settled = { item: 'refund', state: 'resolved', booked: true, action: 'record-refund' }

test.each(['wechat-pay', 'alipay'] as const)(
  '%s: parts given back in the console are refunds of the order, to the fen',
  async (provider) => {
    const shop = await billShop(stage, db)
    const method = provider === 'alipay' ? 'alipay-jsapi' : 'wechat-mini-program'
    const { orderId, number } = await shop.paid(method)
    const [line] = await shop.lines(orderId)
    const value = cardPrincipal(line!.cardId!, 'value')
    await shop.inConsole('refunds', provider, { outTradeNo: number, amountFen: 30_01 })
    await shop.inConsole('refunds', provider, { outTradeNo: number, amountFen: 20_00 })
    await nextMorning(shop, provider)

    expect(await shop.differences()).toMatchObject([settled, settled])
    const refunds = await shop.refunds(orderId)
    expect(refunds.map(({ state, amountFen }) => `${state} ${amountFen}`).toSorted()).toEqual([
      'succeeded 2000',
      'succeeded 3001',
    ])
    expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', refundedFen: 50_01n })
    expect(await shop.balance(value)).toBe(49_99n)
    expect(await shop.balance(channel(shop.accountOf(provider)))).toBe(0n)
    expect(await shop.dayRow(provider)).toMatchObject({ state: 'matched' })

    // Compared again, and the day on which they were recorded: nothing is there twice, and nothing is missed.
    shop.morning()
    await shop.reconcile(provider)
    await shop.reconcile(provider, new Date(Date.parse(shop.day) + 86_400_000).toISOString().slice(0, 10))
    await stage.runJobs()
    expect(await shop.differences()).toHaveLength(2)
    expect(await shop.refunds(orderId)).toHaveLength(2)
    await shop.booksHold()
  },
)

test('the rest of what was refunded in part by us', async () => {
  const shop = await billShop(stage, db, { custody: 'own' })
  const { orderId, number } = await shop.paid()
  const [line] = await shop.lines(orderId)
  const lines = [{ lineId: line!.id, valueFen: 60_00n }]
  await requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '退一部分', lines })
  await shop.until('it is refunded', async () => (await shop.refunds(orderId))[0]!.state === 'succeeded', {
    jobs: true,
  })
  await shop.inConsole('refunds', 'wechat-pay', { outTradeNo: number, amountFen: 40_00 })
  await nextMorning(shop)
  expect(await shop.differences()).toMatchObject([settled])
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 100_00n })
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  await shop.booksHold()
})

test('stored value goes back before visits, which do when they are worth the rest; else a person decides', async () => {
  const shop = await billShop(stage, db)
  const swim = await shop.single(10_00)
  const productId = await shop.newBundle(120_00, [
    { kind: 'visits', productId: swim, visits: 10, gift: false },
    { kind: 'stored-value', valueFen: 20_00, gift: false },
  ])
  const { orderId, number } = await shop.paid('wechat-mini-program', [
    { kind: 'card-open', productId, quantity: 1 },
  ])
  const [line] = await shop.lines(orderId)
  const pot = cardPrincipal(line!.cardId!, swim)
  await shop.inConsole('refunds', 'wechat-pay', { outTradeNo: number, amountFen: 50_00 })
  await nextMorning(shop)
  expect(await shop.differences()).toMatchObject([settled])
  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', refundedFen: 50_00n })
  expect(await shop.balance(cardPrincipal(line!.cardId!, 'value'))).toBe(0n)
  expect(await shop.balance(pot)).toBe(70_00n)

  const next = new Date(Date.parse(shop.day) + 86_400_000).toISOString().slice(0, 10)
  await shop.inConsole('refunds', 'wechat-pay', { outTradeNo: number, amountFen: 25_00 })
  shop.morning()
  await shop.reconcile('wechat-pay', next)
  await stage.runJobs()
  const open = (await shop.differences()).filter(({ state }) => state === 'open')
  expect(open).toMatchObject([{ type: 'ours-missing', suggestion: 'record-refund', theirsFen: 25_00n }])
  expect(await shop.refunds(orderId)).toHaveLength(1)
  expect(await shop.balance(pot)).toBe(70_00n)
  await shop.booksHold()
})

test('more than is left unused stays open, and nothing of it moves', async () => {
  const shop = await billShop(stage, db)
  const { orderId, number } = await shop.paid()
  const [line] = await shop.lines(orderId)
  await shop.use(line!.cardId!, { kind: 'value', amountFen: 80_00 })
  await shop.inConsole('refunds', 'wechat-pay', { outTradeNo: number, amountFen: 20_01 })
  await nextMorning(shop)
  const [row] = await shop.differences()
  expect(row).toMatchObject({ item: 'refund', state: 'open', suggestion: 'record-refund', theirsFen: 20_01n })
  const again = resolveDifference(stage.parts, {
    merchantId: shop.merchantId,
    differenceId: row!.id,
    actor: shop.by().actor,
    note: '',
    action: 'record-refund',
  })
  await expect(again).rejects.toMatchObject({ code: 'refund.too_much' })
  expect(await shop.refunds(orderId)).toEqual([])
  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', refundedFen: 0n })
  expect(await shop.balance(cardPrincipal(line!.cardId!, 'value'))).toBe(20_00n)
  await shop.booksHold()
})

test('of goods the money goes back, from one line and then the next; twins record it once', async () => {
  const shop = await billShop(stage, db)
  const cap = await shop.single(12_50, { sells: 'goods', stock: 10 })
  const hat = await shop.single(100_00, { sells: 'goods', stock: 10 })
  const { orderId } = await shop.paid('wechat-mini-program', [
    { kind: 'goods', productId: cap, quantity: 2 },
    { kind: 'goods', productId: hat, quantity: 1 },
  ])
  const [attempt] = await shop.attempts(orderId)
  const record = (channelRefundNo: string, amountFen: bigint) =>
    recordConsoleRefund(db, {
      merchantId: shop.merchantId,
      actor: shop.by(newKey()).actor,
      attemptId: attempt!.id,
      amountFen,
      channelRefundNo,
    })
  const twins = await Promise.all([1, 2, 3].map(() => record('50001', 40_00n)))
  expect(new Set(twins.map(({ refundId }) => refundId)).size).toBe(1)
  expect(await shop.order(orderId)).toMatchObject({ refundedFen: 40_00n })
  await expect(record('50002', 85_01n)).rejects.toMatchObject({ code: 'refund.too_much' })
  // The customer keeps what was bought, and the stock says so.
  await record('50003', 85_00n)
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 125_00n })
  expect(await shop.balance(merchantAvailable())).toBe(0n)
  expect(await shop.balance(bank())).toBe(0n)
  await shop.booksHold()
})
