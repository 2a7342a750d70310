import { beforeEach, expect, test } from 'vitest'
import { checkOrder } from '../../src/exchanges/check-payment.ts'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { closeOrder } from '../../src/flows/orders/close-order.ts'
import { channel } from '../../src/modules/chart/index.ts'
import type { PaymentMethod } from '../../src/modules/payment/index.ts'
import { testDatabase } from '../database.ts'
import { payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { look } from '../world.ts'

/** Every fault of the sandbox while paying, for both channels: it ends settled exactly once, or refunded. */

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage

beforeEach(() => stage.clearFaults())

type Provider = 'wechat-pay' | 'alipay'
const methods: Record<Provider, PaymentMethod> = {
  'wechat-pay': 'wechat-mini-program',
  alipay: 'alipay-jsapi',
}

const noticeFaults = [
  'notice-twice',
  'notice-late',
  'notice-never',
  'notice-bad-signature',
  'notice-unknown-key',
  'notice-stale',
  'notice-amount-tampered',
]
const callFaults = ['answer-lost', 'error-after-accept', 'rate-limit', 'notice-before-answer', 'slow']
const cases = (['wechat-pay', 'alipay'] as const).flatMap((provider) => [
  ...noticeFaults.map((fault) => ({ provider, fault, on: undefined })),
  ...callFaults.map((fault) => ({ provider, fault, on: 'create' })),
  ...(provider === 'wechat-pay' ? [{ provider, fault: 'notice-signtest', on: undefined }] : []),
])

/** As a customer does: tries again with the same wish until there is a cashier, or it is paid already. */
async function startPatiently(shop: Shop, orderId: string, method: PaymentMethod): Promise<void> {
  for (let tries = 0; tries < 4; tries++) {
    const started = startPayment(parts, { ...shop.by(), orderId, method, personId: shop.personId })
    const failure = await started.then(
      () => undefined,
      (error: { code?: string }) => error.code,
    )
    if (failure !== 'payment.channel_silent') return
  }
}

async function settledOnce(shop: Shop, orderId: string, provider: Provider): Promise<void> {
  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', paidFen: 100_00n, tender: provider })
  const account = provider === 'alipay' ? shop.alipayId : shop.wechatId
  expect(await shop.balance(channel(account))).toBe(100_00n)
  expect(await look(db, 'select 1 from card where merchant_id = $1', [shop.merchantId])).toHaveLength(1)
  expect(await look(db, 'select 1 from deal where merchant_id = $1', [shop.merchantId])).toHaveLength(1)
  const paid = (await shop.attempts(orderId)).filter(({ state }) => state === 'succeeded')
  expect(paid).toHaveLength(1)
  await shop.booksHold()
}

test.each(cases)('$provider, $fault: settled exactly once', async ({ provider, fault, on }) => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const milliseconds = fault === 'slow' ? 5500 : 300
  await stage.fault(fault, { provider, milliseconds, ...(on && { on }) })
  await startPatiently(shop, orderId, methods[provider])
  const [attempt] = await shop.attempts(orderId)
  if (fault !== 'notice-before-answer') await stage.payFor(attempt!)

  const isPaid = async () => (await shop.order(orderId)).state === 'fulfilled'
  // The job of the attempt asks after 5 s, 30 s, … whatever became of the notice.
  await shop.until('it is paid', async () => {
    db.clock.advance(2000)
    await stage.runJobs()
    return isPaid()
  })
  await settledOnce(shop, orderId, provider)
  expect(await shop.attempts(orderId)).toHaveLength(1)
  // The fault did happen.
  expect(await stage.control('GET', '/api/faults')).toEqual({ items: [] })
})

test.each(['wechat-pay', 'alipay'] as const)('%s: paid in the very moment of closing', async (provider) => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  await startPatiently(shop, orderId, methods[provider])
  await stage.fault('notice-never', { provider })
  await stage.fault('paid-while-closing', { provider, on: 'close' })
  await closeOrder(db, { ...shop.by(), orderId, reason: '用户取消' })
  await stage.runJobs()
  await settledOnce(shop, orderId, provider)
})

test('the screen asks: nothing is told, and the answer to the question settles it', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  await startPatiently(shop, orderId, 'wechat-mini-program')
  await stage.fault('notice-never')
  await stage.payFor((await shop.attempts(orderId))[0]!)
  await Promise.all(
    Array.from({ length: 5 }, () => checkOrder(parts, { merchantId: shop.merchantId, orderId })),
  )
  await settledOnce(shop, orderId, 'wechat-pay')
})

test('the screen that asks again and again reaches the channel every two seconds at most', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  await startPatiently(shop, orderId, 'wechat-mini-program')
  const of = { merchantId: shop.merchantId, orderId }
  await checkOrder(parts, of)
  const polledAt = () =>
    look(db, 'select polled_at, polls from payment_attempt where order_id = $1', [orderId])
  const first = await polledAt()
  db.clock.advance(1000)
  await checkOrder(parts, of)
  expect(await polledAt()).toEqual(first)
  db.clock.advance(1000)
  await checkOrder(parts, of)
  expect(await polledAt()).not.toEqual(first)
  expect(await shop.attempts(orderId)).toMatchObject([{ polls: 0 }])
})

test('a failed or cancelled payment leaves the order unpaid, and its time closes it', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  await startPatiently(shop, orderId, 'wechat-mini-program')
  const [attempt] = await shop.attempts(orderId)
  await stage.payFor(attempt!, 'fail')
  await stage.payFor(attempt!, 'cancel')
  for (let minutes = 0; minutes < 17; minutes++) {
    db.clock.advance(60_000)
    await stage.runJobs()
  }
  expect(await shop.order(orderId)).toMatchObject({ state: 'closed', paidFen: 0n })
  expect(await shop.attempts(orderId)).toMatchObject([{ state: 'closed' }])
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  await shop.booksHold()
})

test('unknown to Alipay is not closed: who kept the page may pay, and is refunded after the time', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const started = await startPayment(parts, { ...shop.by(), orderId, method: 'alipay-wap' })
  await closeOrder(db, { ...shop.by(), orderId, reason: '用户取消' })
  await stage.runJobs()
  expect(await shop.order(orderId)).toMatchObject({ state: 'closed' })
  expect(await shop.attempts(orderId)).toMatchObject([{ state: 'paying' }])

  expect((await fetch((started.credential as { url: string }).url)).status).toBe(200)
  await stage.payFor((await shop.attempts(orderId))[0]!)
  await shop.until('it is sent back', async () => (await shop.refunds(orderId))[0]?.state === 'succeeded', {
    jobs: true,
  })
  expect(await shop.refunds(orderId)).toMatchObject([{ cause: 'late-success' }])
  expect(await shop.order(orderId)).toMatchObject({ state: 'closed' })
  expect(await shop.balance(channel(shop.alipayId))).toBe(0n)
  await shop.booksHold()
})
