import { beforeEach, expect, test } from 'vitest'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { handleDifference, undoHandling } from '../../src/flows/reconciliation/handle-difference.ts'
import { inMerchant } from '../../src/kernel/db.ts'
import { bank, channel, merchantAvailable, merchantOwnHands } from '../../src/modules/chart/index.ts'
import { reconciledThrough, unreconciledDays } from '../../src/modules/reconciliation/index.ts'
import { testDatabase } from '../database.ts'
import { payStage } from '../pay-stage.ts'
import { newKey } from '../world.ts'
import { billShop, nextDay } from './bill-stage.ts'
import type { BillStage } from './bill-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)

beforeEach(async () => {
  await stage.clearFaults()
  await stage.control('DELETE', '/api/bills/changes')
})

const handle = (shop: BillStage, differenceId: string, action: 'accept' | 'exclude', key = newKey()) =>
  handleDifference(db, { ...shop.by(key), differenceId, action, note: '已与渠道核对' })
const undo = (shop: BillStage, differenceId: string) =>
  undoHandling(db, { ...shop.by(), differenceId, note: '弄错了' })
const after = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

test('a line that is moved to the next bill is carried over, and booked when it comes', async () => {
  const shop = await billShop(stage, db)
  const { number } = await shop.paid()
  await shop.change('wechat-pay', 'late', { number })
  shop.morning()
  await shop.reconcile()
  expect(await shop.differences()).toMatchObject([
    {
      type: 'theirs-missing',
      number,
      state: 'carried',
      suggestion: 'wait',
      oursFen: 100_00n,
      theirsFen: null,
    },
  ])
  // What is carried over holds nobody up.
  expect(await shop.dayRow()).toMatchObject({ state: 'matched' })
  expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)

  const next = after(shop.day, 1)
  shop.morning()
  await shop.reconcile('wechat-pay', next)
  expect(await shop.differences()).toMatchObject([
    { day: shop.day, type: 'theirs-missing', state: 'resolved', foundDay: next, booked: false },
    { day: next, type: 'late', state: 'resolved', number },
  ])
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  expect(await shop.balance(bank())).toBe(99_40n)

  // Both days again, in whatever order: nothing is booked twice.
  await shop.reconcile()
  await shop.reconcile('wechat-pay', next)
  expect(await shop.balance(bank())).toBe(99_40n)
  expect((await shop.differences()).map(({ state }) => state)).toEqual(['resolved', 'resolved'])
  await shop.booksHold()
})

test('days compared out of order meet all the same', async () => {
  const shop = await billShop(stage, db)
  const { number } = await shop.paid()
  await shop.change('wechat-pay', 'late', { number })
  nextDay(db, 2)
  const next = after(shop.day, 1)
  await shop.reconcile('wechat-pay', next)
  expect(await shop.differences()).toMatchObject([{ day: next, type: 'late', state: 'resolved' }])
  await shop.reconcile()
  expect(await shop.differences()).toHaveLength(1)
  expect(await shop.balance(bank())).toBe(99_40n)
  await shop.booksHold()
})

test('what three bills did not have is for a person, who may take it from the merchant', async () => {
  const shop = await billShop(stage, db)
  const { number } = await shop.paid()
  await shop.change('wechat-pay', 'drop', { number })
  for (let days = 0; days < 4; days++) {
    shop.morning()
    await shop.reconcile('wechat-pay', after(shop.day, days))
    const [row] = await shop.differences()
    expect(row!.state).toBe(days < 3 ? 'carried' : 'open')
  }
  expect(await shop.dayRow()).toMatchObject({ state: 'differences' })
  const range = { channelAccountId: shop.wechatId, from: shop.day, to: after(shop.day, 3) }
  const ask = () =>
    inMerchant(db, shop.merchantId, async (tx) => [
      await unreconciledDays(tx, range),
      await reconciledThrough(tx, shop.wechatId),
    ])
  expect(await ask()).toEqual([[shop.day], undefined])

  const [row] = await shop.differences()
  await handle(shop, row!.id, 'accept')
  expect(await ask()).toEqual([[], after(shop.day, 3)])
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  expect(await shop.balance(merchantAvailable())).toBe(-100_00n)
  await shop.booksHold()

  await undo(shop, row!.id)
  expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)
  expect(await shop.balance(merchantAvailable())).toBe(0n)
  expect(await ask()).toEqual([[shop.day], undefined])
  await shop.booksHold()
})

test.each(['operator', 'own'] as const)(
  '%s number: another amount is booked as the bill says',
  async (custody) => {
    const shop = await billShop(stage, db, { custody })
    const { number } = await shop.paid()
    const available = await shop.balance(merchantAvailable())
    await shop.change('wechat-pay', 'amount', { number })
    shop.morning()
    await shop.reconcile()
    const [row] = await shop.differences()
    expect(row).toMatchObject({ type: 'amount', state: 'open', suggestion: 'accept', theirsFen: 100_01n })
    expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)

    const key = newKey()
    const twins = await Promise.allSettled([1, 2, 3].map(() => handle(shop, row!.id, 'accept', key)))
    expect(twins.every(({ status }) => status === 'fulfilled')).toBe(true)
    await expect(handle(shop, row!.id, 'accept')).rejects.toMatchObject({ code: 'bill.difference_over' })
    await expect(handle(shop, row!.id, 'exclude')).rejects.toMatchObject({ code: 'bill.difference_over' })
    expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
    expect(await shop.balance(bank())).toBe(custody === 'operator' ? 99_41n : 0n)
    expect(await shop.balance(merchantOwnHands())).toBe(0n)
    expect(await shop.balance(merchantAvailable())).toBe(available + (custody === 'operator' ? 1n - 60n : 0n))

    // Compared again, it stays as it was decided.
    await shop.reconcile()
    expect(await shop.differences()).toMatchObject([{ state: 'handled', action: 'accept' }])
    expect(await shop.dayRow()).toMatchObject({ state: 'matched' })
    await shop.booksHold()
  },
)

test('another fee waits until somebody accepts it; without that nothing of the payment is booked', async () => {
  const shop = await billShop(stage, db)
  const { number } = await shop.paid()
  await shop.change('wechat-pay', 'fee', { number })
  shop.morning()
  await shop.reconcile()
  const [row] = await shop.differences()
  expect(row).toMatchObject({ type: 'fee', state: 'open', feeFen: 61n })
  expect(await shop.balance(bank())).toBe(0n)
  await expect(handle(shop, row!.id, 'exclude')).rejects.toMatchObject({ code: 'bill.action_wrong' })
  await handle(shop, row!.id, 'accept')
  expect(await shop.balance(bank())).toBe(99_39n)
  await shop.booksHold()
})

test('a payment that we never heard of is asked about and settled as ever', async () => {
  const shop = await billShop(stage, db)
  await stage.fault('notice-never')
  const orderId = await shop.newOrder()
  await startPayment(stage.parts, {
    ...shop.by(),
    orderId,
    method: 'wechat-mini-program',
    personId: shop.personId,
  })
  const [attempt] = await shop.attempts(orderId)
  await stage.payFor(attempt!)
  shop.morning()
  await shop.reconcile()
  expect(await shop.differences()).toMatchObject([{ type: 'state', suggestion: 'settle', state: 'open' }])

  await stage.runJobs()
  expect(await shop.differences()).toMatchObject([{ type: 'state', state: 'resolved', booked: true }])
  expect(await shop.dayRow()).toMatchObject({ state: 'matched' })
  expect(await shop.attempts(orderId)).toMatchObject([{ state: 'succeeded' }])
  expect(await shop.balance(bank())).toBe(99_40n)
  await shop.reconcile()
  expect(await shop.balance(bank())).toBe(99_40n)
  expect(await shop.differences()).toHaveLength(1)
  await shop.booksHold()
})

test('a state that only the bill has is settled by asking', async () => {
  const shop = await billShop(stage, db)
  const { number } = await shop.paid('alipay-jsapi')
  const wechat = await shop.paid()
  await shop.change('wechat-pay', 'state', { number: wechat.number })
  shop.morning()
  await shop.reconcile('alipay')
  await shop.reconcile()
  expect(await shop.differences()).toMatchObject([{ type: 'state', number: wechat.number, state: 'open' }])
  await stage.runJobs()
  expect(await shop.differences()).toMatchObject([{ type: 'state', state: 'resolved' }])
  expect(number).toHaveLength(32)
  expect(await shop.balance(bank())).toBe(2n * 99_40n)
  await shop.booksHold()
})

test('what the books know nothing of is accepted, or is nothing of ours', async () => {
  const shop = await billShop(stage, db, { custody: 'own' })
  const { outTradeNo } = await shop.inConsole<{ outTradeNo: string }>('payments', 'alipay', {
    amountFen: 50_00,
  })
  await shop.change('alipay', 'add', { amountFen: 7_00 })
  shop.morning()
  await shop.reconcile('alipay')
  const rows = await shop.differences()
  expect(rows.map(({ type, suggestion }) => `${type} ${suggestion}`)).toEqual([
    'ours-missing exclude',
    'ours-missing exclude',
  ])
  const own = rows.find(({ number }) => number === outTradeNo)!
  await handle(shop, own.id, 'accept')
  await handle(shop, rows.find(({ number }) => number !== outTradeNo)!.id, 'exclude')
  // At its own number the merchant has that money already.
  expect(await shop.balance(channel(shop.alipayId))).toBe(0n)
  expect(await shop.dayRow('alipay')).toMatchObject({ state: 'matched' })
  await shop.booksHold()
})

test.each(['wechat-pay', 'alipay'] as const)(
  '%s: a refund in the console becomes one of the order',
  async (provider) => {
    const shop = await billShop(stage, db)
    const { orderId, number } = await shop.paid(
      provider === 'alipay' ? 'alipay-jsapi' : 'wechat-mini-program',
    )
    await shop.inConsole('refunds', provider, { outTradeNo: number })
    shop.morning()
    await shop.reconcile(provider)
    expect(await shop.differences()).toMatchObject([{ type: 'ours-missing', suggestion: 'record-refund' }])
    await stage.runJobs()
    expect(await shop.differences()).toMatchObject([
      { state: 'resolved', booked: true, action: 'record-refund' },
    ])
    expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 100_00n })
    expect(await shop.refunds(orderId)).toMatchObject([{ state: 'succeeded', cause: 'requested' }])
    expect(await shop.balance(channel(shop.accountOf(provider)))).toBe(0n)
    expect(await shop.balance(bank())).toBe(0n)

    // The refund was recorded on another day than the bill's: that day must not miss it.
    shop.morning()
    await shop.reconcile(provider, after(shop.day, 1))
    await shop.reconcile(provider)
    expect(await shop.differences()).toHaveLength(1)
    await shop.booksHold()
  },
)

test('a refund in the console of what was used stays for a person, and costs the merchant', async () => {
  const shop = await billShop(stage, db)
  const { orderId, number } = await shop.paid()
  const [line] = await shop.lines(orderId)
  await shop.use(line!.cardId!, { kind: 'value', amountFen: 10_00 })
  await shop.inConsole('refunds', 'wechat-pay', { outTradeNo: number })
  shop.morning()
  await shop.reconcile()
  await stage.runJobs()
  const [row] = await shop.differences()
  expect(row).toMatchObject({ type: 'ours-missing', item: 'refund', state: 'open' })
  await handle(shop, row!.id, 'accept')
  expect(await shop.balance(merchantAvailable())).toBe(10_00n - 100_00n)
  expect(await shop.balance(bank())).toBe(0n)
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  await shop.booksHold()
})

test('a line that is there twice counts once', async () => {
  const shop = await billShop(stage, db)
  const { number } = await shop.paid()
  await shop.change('wechat-pay', 'duplicate', { number })
  shop.morning()
  await shop.reconcile()
  const [row] = await shop.differences()
  expect(row).toMatchObject({ type: 'duplicate', number, suggestion: 'exclude', state: 'open' })
  expect(await shop.balance(bank())).toBe(99_40n)
  await handle(shop, row!.id, 'exclude')
  expect(await shop.dayRow()).toMatchObject({ state: 'matched' })

  // The channel mends its bill: what nobody finds any more is withdrawn.
  await stage.control('DELETE', '/api/bills/changes')
  await shop.reconcile()
  expect(await shop.differences()).toMatchObject([{ state: 'withdrawn' }])
  await shop.booksHold()
})
