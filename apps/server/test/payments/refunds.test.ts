import { beforeEach, expect, test } from 'vitest'
import { refundRoutes } from '@sesame/contract/refunds'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { takeCard } from '../../src/flows/orders/take-card.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { retryRefund } from '../../src/flows/payments/retry-refund.ts'
import {
  cardPrincipal,
  cashOfStaff,
  channel,
  merchantAvailable,
  merchantOwnHands,
  refundReserve,
} from '../../src/modules/chart/index.ts'
import type { PaymentMethod } from '../../src/modules/payment/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look, newKey } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage

beforeEach(() => stage.clearFaults())

async function paidOrder(shop: Shop, method: PaymentMethod = 'wechat-mini-program'): Promise<string> {
  const orderId = await shop.newOrder()
  await startPayment(parts, { ...shop.by(), orderId, method, personId: shop.personId })
  const [attempt] = await shop.attempts(orderId)
  await stage.payFor(attempt!)
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
  return orderId
}

const ask = (shop: Shop, orderId: string, key = newKey()) =>
  requestRefund(db, { ...shop.by(key), staffId: shop.staffId, orderId, reason: '用户要求' })
const refundIs = (shop: Shop, orderId: string, state: string) => async () =>
  (await shop.refunds(orderId)).at(-1)?.state === state
const later = async (minutes: number) => {
  db.clock.advance(minutes * 60_000)
  await stage.runJobs()
}
const refundsAtChannel = async (orderId: string) => {
  const [row] = await look<{ no: string }>(
    db,
    'select out_trade_no as no from payment_attempt where order_id = $1',
    [orderId],
  )
  const { items } = await stage.control<{ items: { outTradeNo: string; status: string }[] }>(
    'GET',
    '/api/refunds',
  )
  return items.filter(({ outTradeNo }) => outTradeNo === row!.no)
}

test.each([
  ['wechat-mini-program', 'operator'],
  ['wechat-mini-program', 'own'],
  ['alipay-jsapi', 'operator'],
  ['alipay-jsapi', 'own'],
] as const)('%s, %s number: the whole order goes back to where it came from', async (method, custody) => {
  const shop = await payShop(stage, db, { custody })
  const orderId = await paidOrder(shop, method)
  const [line] = await shop.lines(orderId)
  const { refundId } = await ask(shop, orderId)
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunding' })
  expect(await shop.balance(refundReserve(refundId))).toBe(100_00n)
  expect(await shop.balance(cardPrincipal(line!.cardId!, 'value'))).toBe(0n)

  await shop.until('it is refunded', refundIs(shop, orderId, 'succeeded'), { jobs: true })
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 100_00n })
  expect((await shop.card(line!.cardId!)).state).toBe('returned')
  const accounts = [channel(shop.wechatId), channel(shop.alipayId), merchantAvailable(), merchantOwnHands()]
  for (const account of [...accounts, refundReserve(refundId)]) expect(await shop.balance(account)).toBe(0n)
  const told = await look(db, `select 1 from message where event = 'refund.succeeded' and merchant_id = $1`, [
    shop.merchantId,
  ])
  expect(told).toHaveLength(1)
  await shop.booksHold()
})

test('ten requests at once give back once', async () => {
  const shop = await payShop(stage, db)
  const orderId = await paidOrder(shop)
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => ask(shop, orderId)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const key = newKey()
  const twins = await Promise.allSettled([ask(shop, orderId, key), ask(shop, orderId, key)])
  expect(twins.every(({ status }) => status === 'rejected')).toBe(true)
  await shop.until('it is refunded', refundIs(shop, orderId, 'succeeded'), { jobs: true })
  await expect(ask(shop, orderId)).rejects.toThrow('order.not_refundable')
  expect(await shop.refunds(orderId)).toHaveLength(1)
  expect(await refundsAtChannel(orderId)).toHaveLength(1)
  await shop.booksHold()
})

test('a card that was used is not refunded, and nothing is left behind', async () => {
  const shop = await payShop(stage, db)
  const orderId = await paidOrder(shop)
  const [line] = await shop.lines(orderId)
  await shop.use(line!.cardId!, { kind: 'value', amountFen: 1 })
  const before = await shop.snapshot()
  await expect(ask(shop, orderId)).rejects.toThrow(/card\.|order\./)
  expect(await shop.snapshot()).toEqual(before)
})

test('cash goes out of the hands of who gives it, if they hold enough', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  await shop.payCash(orderId)
  const poor = await shop.staff()
  const before = await shop.snapshot()
  const asked = { ...shop.by(), orderId, reason: '退' }
  await expect(requestRefund(db, { ...asked, staffId: poor })).rejects.toThrow('refund.cash_short')
  expect(await shop.snapshot()).toEqual(before)

  await ask(shop, orderId)
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 100_00n })
  for (const account of [cashOfStaff(shop.staffId), merchantAvailable(), merchantOwnHands()])
    expect(await shop.balance(account)).toBe(0n)
  await shop.booksHold()
})

test('what was paid with a card goes back to the card at once', async () => {
  const shop = await payShop(stage, db)
  const { cardId, customerId } = await shop.openCard(shop.bundle)
  const cap = await shop.single(12_50, { sells: 'goods' })
  const orderId = await shop.place({ customerId, lines: [{ kind: 'goods', productId: cap, quantity: 1 }] })
  await takeCard(shop.tools, { ...shop.by(), staffId: shop.staffId, orderId, code: await shop.code(cardId) })
  expect(await shop.balance(cardPrincipal(cardId, 'value'))).toBe(87_50n)
  const { refundId } = await ask(shop, orderId)
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded' })
  expect(await shop.balance(cardPrincipal(cardId, 'value'))).toBe(100_00n)
  expect(await shop.balance(refundReserve(refundId))).toBe(0n)
  await shop.booksHold()
})

test('stuck at the channel: asked again and again, until it is done', async () => {
  const shop = await payShop(stage, db)
  const orderId = await paidOrder(shop)
  await stage.fault('refund-stuck', { on: 'refund' })
  await ask(shop, orderId)
  for (const minutes of [0, 1, 5, 10]) await later(minutes)
  expect(await shop.refunds(orderId)).toMatchObject([{ state: 'processing' }])
  const { outRefundNo } = (await shop.refunds(orderId))[0]!
  await stage.fault('notice-never')
  const merchant = stage.wechat.mchid
  await stage.control('POST', '/api/refunds/end', { merchant, outRefundNo, status: 'SUCCESS' })
  await later(30)
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded' })
  await shop.booksHold()
})

test('abnormal: a person sees it, and a retry with the same number brings it home', async () => {
  const shop = await payShop(stage, db)
  const { token } = await staffSession(db, shop.merchantId)
  const orderId = await paidOrder(shop)
  await stage.fault('refund-abnormal', { on: 'refund' })
  const asked = await call(stage.app, refundRoutes.refundOrder, {
    token,
    params: { orderId },
    body: { reason: '不想要了' },
  })
  expect(asked).toMatchObject({ state: 'refunding', refunds: [{ state: 'approved', cause: 'requested' }] })
  await shop.until('it is abnormal', refundIs(shop, orderId, 'abnormal'), { jobs: true })
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunding' })
  await shop.booksHold()

  const [refund] = await shop.refunds(orderId)
  await stage.fault('notice-never')
  await stage.control('POST', '/api/refunds/end', {
    merchant: stage.wechat.mchid,
    outRefundNo: refund!.outRefundNo,
    status: 'SUCCESS',
  })
  await call(stage.app, refundRoutes.retryRefund, { token, params: { refundId: refund!.id } })
  await shop.until('it is refunded', refundIs(shop, orderId, 'succeeded'), { jobs: true })
  expect(await refundsAtChannel(orderId)).toHaveLength(1)
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded' })
  const again = await knock(stage.app, refundRoutes.retryRefund, { token, params: { refundId: refund!.id } })
  expect(again).toMatchObject({ status: 409, body: { code: 'refund.not_retryable' } })
  await shop.booksHold()
})

test('Alipay refuses for want of money; when there is some, a retry succeeds', async () => {
  const shop = await payShop(stage, db)
  const orderId = await paidOrder(shop, 'alipay-jsapi')
  await stage.fault('refund-abnormal', { provider: 'alipay', on: 'refund' })
  const { refundId } = await ask(shop, orderId)
  await stage.runJobs()
  expect(await shop.refunds(orderId)).toMatchObject([{ state: 'abnormal' }])
  expect((await shop.refunds(orderId))[0]!.problem).toContain('SELLER_BALANCE_NOT_ENOUGH')
  await retryRefund(db, { ...shop.by(), refundId })
  await stage.runJobs()
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded' })
  await shop.booksHold()
})

test.each(['wechat-mini-program', 'alipay-jsapi'] as const)(
  '%s: an answer lost, an error after accepting, and 429 end in one refund',
  async (method) => {
    const provider = method === 'alipay-jsapi' ? 'alipay' : 'wechat-pay'
    for (const fault of [
      'answer-lost',
      'error-after-accept',
      'rate-limit',
      'notice-before-answer',
      'notice-twice',
    ]) {
      const shop = await payShop(stage, db)
      const orderId = await paidOrder(shop, method)
      await stage.fault(fault, { provider, ...(fault.startsWith('notice') ? {} : { on: 'refund' }) })
      await ask(shop, orderId)
      await stage.runJobs()
      for (const minutes of [1, 5, 10]) await later(minutes)
      await shop.until(`refunded despite ${fault}`, refundIs(shop, orderId, 'succeeded'), { jobs: true })
      expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 100_00n })
      if (provider === 'wechat-pay') expect(await refundsAtChannel(orderId)).toHaveLength(1)
      await shop.booksHold()
    }
  },
)

test("another merchant's order and refund are not found", async () => {
  const shop = await payShop(stage, db)
  const orderId = await paidOrder(shop)
  const { refundId } = await ask(shop, orderId)
  const stranger = await payShop(stage, db)
  const { token } = await staffSession(db, stranger.merchantId)
  const body = { reason: 'x' }
  expect(
    await knock(stage.app, refundRoutes.refundOrder, { token, params: { orderId }, body }),
  ).toMatchObject({
    status: 404,
  })
  expect(await knock(stage.app, refundRoutes.retryRefund, { token, params: { refundId } })).toMatchObject({
    status: 404,
  })
})
