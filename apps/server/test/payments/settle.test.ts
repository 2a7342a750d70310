import { beforeEach, expect, test } from 'vitest'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { closeOrder } from '../../src/flows/orders/close-order.ts'
import { openAttempt } from '../../src/flows/payments/open-attempt.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import {
  channel,
  merchantAvailable,
  merchantOwnHands,
  orderUnapplied,
} from '../../src/modules/chart/index.ts'
import type { ChannelPayment, PaymentMethod } from '../../src/modules/payment/index.ts'
import { testDatabase } from '../database.ts'
import { apps, payShop, payStage } from '../pay-stage.ts'
import type { AttemptRow, Shop } from '../pay-stage.ts'
import { look } from '../world.ts'
import { noticeCatcher } from './catch-notice.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage
const { paidButUntold } = noticeCatcher(stage)

beforeEach(() => stage.clearFaults())

const start = async (shop: Shop, orderId: string, method: PaymentMethod = 'wechat-native') => {
  await startPayment(parts, { ...shop.by(), orderId, method, personId: shop.personId, payerIp: '127.0.0.1' })
  return (await shop.attempts(orderId)).find((attempt) => attempt.method === method)!
}
const isIn = (shop: Shop, orderId: string, state: string) => async () =>
  (await shop.order(orderId)).state === state
const notices = (shop: Shop) =>
  look<{ outcome: string }>(db, 'select outcome from notice where merchant_id = $1 order by created_at', [
    shop.merchantId,
  ])
const paymentOf = (attempt: AttemptRow, change: Partial<ChannelPayment> = {}): ChannelPayment => ({
  outTradeNo: attempt.outTradeNo,
  transactionNo: `4200${attempt.id}`,
  merchantNumber: stage.wechat.mchid,
  appId: apps.official,
  totalFen: attempt.amountFen,
  currency: 'CNY',
  paidAt: db.clock.now().toISOString(),
  ...change,
})

test('money that is not what was asked for is kept out of the books', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const attempt = await start(shop, orderId)
  const wrong: Partial<ChannelPayment>[] = [
    { totalFen: 99_99n },
    { totalFen: 1n },
    { currency: 'USD' },
    { merchantNumber: '1600000000' },
    { appId: apps.mini },
  ]
  for (const [index, change] of wrong.entries()) {
    const outcome = await settlePayment(parts, {
      merchantId: shop.merchantId,
      channelAccountId: shop.wechatId,
      payment: paymentOf(attempt, change),
      noticeKey: `wrong ${index}`,
    })
    expect(outcome).toBe('mismatched')
  }
  const byOther = {
    merchantId: shop.merchantId,
    channelAccountId: shop.alipayId,
    payment: paymentOf(attempt),
  }
  // Asked about again and again, it stays as wrong as it is, and is written down once.
  for (let poll = 0; poll < 3; poll++) expect(await settlePayment(parts, byOther)).toBe('mismatched')
  expect(await shop.order(orderId)).toMatchObject({ state: 'pending', paidFen: 0n })
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  const audited = await look(
    db,
    `select 1 from audit_event where action = 'payment.mismatched' and merchant_id = $1`,
    [shop.merchantId],
  )
  expect(audited).toHaveLength(6)
  await shop.booksHold()
})

test('one transaction pays for one attempt only', async () => {
  const shop = await payShop(stage, db)
  const one = await start(shop, await shop.newOrder())
  const other = await start(shop, await shop.newOrder())
  const of = { merchantId: shop.merchantId, channelAccountId: shop.wechatId }
  const { transactionNo } = paymentOf(one)
  expect(await settlePayment(parts, { ...of, payment: paymentOf(one) })).toBe('settled')
  expect(await settlePayment(parts, { ...of, payment: paymentOf(other, { transactionNo }) })).toBe(
    'mismatched',
  )
  expect(await settlePayment(parts, { ...of, payment: paymentOf(one, { transactionNo: 'x' }) })).toBe(
    'mismatched',
  )
  expect(await settlePayment(parts, { ...of, payment: paymentOf(one) })).toBe('repeated')
  await shop.booksHold()
})

test('a notice from before the order is visible waits, and is matched by a job', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const attempt = await start(shop, orderId)
  const hidden = `${attempt.outTradeNo.slice(0, 31)}${attempt.outTradeNo.endsWith('0') ? '1' : '0'}`
  await db.owner.query('update payment_attempt set out_trade_no = $1 where id = $2', [hidden, attempt.id])
  const noticed = { merchantId: shop.merchantId, channelAccountId: shop.wechatId, noticeKey: 'early' }
  expect(await settlePayment(parts, { ...noticed, payment: paymentOf(attempt) })).toBe('unmatched')
  expect(await settlePayment(parts, { ...noticed, payment: paymentOf(attempt) })).toBe('repeated')

  await db.owner.query('update payment_attempt set out_trade_no = $1 where id = $2', [
    attempt.outTradeNo,
    attempt.id,
  ])
  // Younger ones that are never matched, as many as are looked at together, do not keep it from its turn.
  await db.owner.query(
    `insert into notice (merchant_id, channel_account_id, notice_key, kind, own_number, outcome, detail, created_at)
     select merchant_id, channel_account_id, 'never ' || number, kind, 'never' || number, outcome,
       jsonb_set(detail, '{outTradeNo}', to_jsonb('never' || number)), created_at + interval '1 second'
     from notice, generate_series(1, 100) number where merchant_id = $1`,
    [shop.merchantId],
  )
  db.clock.advance(10_000)
  await stage.runJobs()
  expect(await notices(shop)).toContainEqual({ outcome: 'settled' })
  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled' })
  await shop.booksHold()
})

test.each(['operator', 'own'] as const)(
  'paid after it was closed (%s number): taken in and sent back',
  async (custody) => {
    const shop = await payShop(stage, db, { custody })
    const orderId = await shop.newOrder()
    const { attempt } = await paidButUntold(shop, orderId)
    // The channel swears that it is unpaid and closed; the truth comes later.
    await db.owner.query(`update payment_attempt set state = 'closed' where id = $1`, [attempt.id])
    db.clock.advance(16 * 60_000)
    await stage.runJobs()
    expect(await shop.order(orderId)).toMatchObject({ state: 'closed' })

    const found = await stage.control<{ items: { tradeNo: string }[] }>(
      'GET',
      `/api/trades?outTradeNo=${attempt.outTradeNo}`,
    )
    const payment = paymentOf(attempt, { transactionNo: found.items[0]!.tradeNo })
    const paid = { merchantId: shop.merchantId, channelAccountId: shop.wechatId, payment }
    expect(await settlePayment(parts, { ...paid, noticeKey: 'late' })).toBe('settled')
    expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)
    await shop.until('it is refunded', async () => (await shop.refunds(orderId))[0]?.state === 'succeeded', {
      jobs: true,
    })

    expect(await shop.refunds(orderId)).toMatchObject([{ cause: 'late-success', amountFen: 100_00n }])
    expect(await shop.order(orderId)).toMatchObject({ state: 'closed', paidFen: 0n })
    for (const account of [
      channel(shop.wechatId),
      merchantAvailable(),
      merchantOwnHands(),
      orderUnapplied(orderId),
    ])
      expect(await shop.balance(account)).toBe(0n)
    await shop.booksHold()
  },
)

test('paid on both channels: the first counts, the second is refunded by itself', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const wechat = await start(shop, orderId, 'wechat-mini-program')
  const alipay = await start(shop, orderId, 'alipay-jsapi')
  await Promise.all([stage.payFor(wechat), stage.payFor(alipay)])
  await shop.until('one is refunded', async () => (await shop.refunds(orderId))[0]?.state === 'succeeded', {
    jobs: true,
  })

  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', paidFen: 100_00n })
  expect(await shop.refunds(orderId)).toMatchObject([{ cause: 'second-success', amountFen: 100_00n }])
  const held = (await shop.balance(channel(shop.wechatId))) + (await shop.balance(channel(shop.alipayId)))
  expect(held).toBe(100_00n)
  await shop.booksHold()
})

test('a crash after the attempt is committed: the job asks, and closes it when its time is over', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  await openAttempt(parts, { ...shop.by(), orderId, method: 'wechat-native', returnUrl: '/' })
  for (const seconds of [5, 30, 60, 180, 300, 600]) {
    db.clock.advance(seconds * 1000)
    await stage.runJobs()
  }
  expect(await shop.attempts(orderId)).toMatchObject([{ state: 'closed' }])
  expect(await shop.order(orderId)).toMatchObject({ state: 'closed' })
  await shop.booksHold()
})

test('a crash after the channel took the order: the same request goes on with the same number', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const asked = { ...shop.by('one key'), orderId, method: 'wechat-native' as const }
  await stage.fault('answer-lost', { on: 'create' })
  await expect(startPayment(parts, asked)).rejects.toThrow('payment.channel_silent')
  const again = await startPayment(parts, asked)
  expect(again.credential).toMatchObject({ kind: 'qr' })
  expect(await shop.attempts(orderId)).toMatchObject([{ state: 'paying', id: again.attemptId }])
})

test('given up by the customer: closed at the channel first, then here', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const attempt = await start(shop, orderId)
  await closeOrder(db, { ...shop.by(), orderId, reason: '用户取消' })
  expect(await isIn(shop, orderId, 'pending')()).toBe(true)
  await stage.runJobs()
  expect(await shop.order(orderId)).toMatchObject({ state: 'closed' })
  expect(await shop.attempts(orderId)).toMatchObject([{ state: 'closed' }])
  const path = `/api/trades?outTradeNo=${attempt.outTradeNo}`
  const { items } = await stage.control<{ items: { state: string }[] }>('GET', path)
  expect(items).toMatchObject([{ state: 'CLOSED' }])
})
