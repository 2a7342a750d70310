import { beforeEach, expect, test } from 'vitest'
import { checkPayment } from '../../src/exchanges/check-payment.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { look } from '../world.ts'
import { noticeCatcher } from './catch-notice.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage
const { paidButUntold, deliver } = noticeCatcher(stage)

const notices = (shop: Shop) =>
  look<{ outcome: string }>(db, 'select outcome from notice where merchant_id = $1 order by created_at', [
    shop.merchantId,
  ])

beforeEach(() => stage.clearFaults())

test('ten identical notices at once settle once, and all are taken', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const { notice } = await paidButUntold(shop, orderId)
  const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(shop, notice)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(204))
  expect(await notices(shop)).toEqual([{ outcome: 'settled' }])
  expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)
  expect(await look(db, 'select 1 from card where merchant_id = $1', [shop.merchantId])).toHaveLength(1)
  await shop.booksHold()
})

test('a notice and a question at the same time settle once', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const { attempt, notice } = await paidButUntold(shop, orderId)
  const of = { merchantId: shop.merchantId, attemptId: attempt.id }
  const all = [deliver(shop, notice), ...Array.from({ length: 5 }, () => checkPayment(parts, of))]
  await Promise.all(all)
  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', paidFen: 100_00n })
  expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)
  await shop.booksHold()
})

test('a notice changed by one byte, stale, or at a wrong address is refused and changes nothing', async () => {
  const shop = await payShop(stage, db)
  const other = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const { notice } = await paidButUntold(shop, orderId)
  const before = await shop.snapshot()
  const refusedBefore = await look(db, 'select reason from refused_notice')

  const changed = Buffer.from(notice.body.toString().replace('"summary":"支', '"summary":"之'))
  expect((await deliver(shop, { ...notice, body: changed })).status).toBe(401)
  const { 'wechatpay-signature': _, ...unsigned } = notice.headers
  expect((await deliver(shop, { ...notice, headers: unsigned })).status).toBe(401)
  expect((await deliver(shop, notice, db.newId())).status).toBe(401)
  expect((await deliver(shop, notice, 'x')).status).toBe(401)
  expect((await deliver(shop, { ...notice, body: Buffer.from('') })).status).toBe(401)
  // Genuine, for the same merchant number, but sent to another merchant's address: taken, and nobody's.
  expect((await deliver(other, notice, other.wechatId)).status).toBe(204)
  db.clock.advance(301_000)
  expect((await deliver(shop, notice)).status).toBe(401)

  const reasons = (
    await look<{ reason: string }>(db, 'select reason from refused_notice order by created_at, id')
  )
    .slice(refusedBefore.length)
    .map(({ reason }) => reason)
  expect(reasons).toEqual([
    'signature_wrong',
    'header_missing',
    'serial_unknown',
    'serial_unknown',
    'signature_wrong',
    'number_of_nobody',
    'stale',
  ])
  expect(await shop.snapshot()).toEqual(before)
  expect(await notices(other)).toEqual([])
})

test('odd bodies and types at the notify addresses are refused, never a bug', async () => {
  const shop = await payShop(stage, db)
  const bodies = ['', '{', 'null', 'a=b', '{"id":1}', '\u0000', 'x'.repeat(200_000)]
  const types = [
    'application/json',
    'application/x-www-form-urlencoded; text/html; charset=utf-8',
    'nonsense',
  ]
  for (const path of [`wechat-pay/${shop.wechatId}`, `alipay/${shop.alipayId}`, `alipay/${shop.wechatId}`])
    for (const body of bodies)
      for (const type of types) {
        const headers = { 'content-type': type }
        const answer = await fetch(`${parts.config.http.publicUrl}/notify/${path}`, {
          method: 'POST',
          headers,
          body,
        })
        expect({ path, body: body.slice(0, 10), type, status: answer.status }).toMatchObject({ status: 401 })
      }
})
