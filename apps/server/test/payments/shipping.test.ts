import { beforeEach, expect, test } from 'vitest'
import type { BodyOf } from '@sesame/contract/route'
import { shippingRoutes } from '@sesame/contract/shipping'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)

beforeEach(() => stage.clearFaults())

type Report = { outTradeNo: string; logisticsType: number; parcel?: Record<string, string> }
const parcel = { carrier: 'YTO' as const, trackingNumber: 'YT1234567890' }

const reportsOf = async (outTradeNo: string): Promise<Report[]> => {
  const { items } = await stage.control<{ items: Report[] }>('GET', '/api/wechat-open/shipping')
  return items.filter((item) => item.outTradeNo === outTradeNo)
}

async function runDue(): Promise<void> {
  db.clock.advance(3 * 60_000)
  await stage.runJobs()
}

/** A shop that sends caps, a cap that was paid in the mini-program, and who may send it. */
async function soldCap() {
  const shop = await payShop(stage, db)
  const { token } = await staffSession(db, shop.merchantId)
  const productId = await shop.single(12_50, { sells: 'goods', stock: 5, byExpress: true })
  const lines = [{ kind: 'goods' as const, productId, quantity: 1 }]
  const orderId = await shop.place({
    source: 'customer-app',
    customerId: shop.customerId,
    sellerId: null,
    lines,
  })
  const ship = (body: BodyOf<typeof shippingRoutes.shipOrder>, key?: string) =>
    knock(stage.app, shippingRoutes.shipOrder, { token, params: { orderId }, body, ...(key && { key }) })
  return { shop, token, orderId, lines, ship }
}

async function pay(shop: Shop, orderId: string): Promise<string> {
  await startPayment(stage.parts, {
    ...shop.by(),
    orderId,
    method: 'wechat-mini-program',
    personId: shop.personId,
  })
  const attempt = (await shop.attempts(orderId))[0]!
  await stage.payFor(attempt)
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'completed')
  return attempt.outTradeNo
}

test('goods that are sent are reported when they are, with carrier and number', async () => {
  const { shop, token, orderId, ship } = await soldCap()
  expect((await ship(parcel)).body).toMatchObject({ code: 'shipment.not_due' })
  const outTradeNo = await pay(shop, orderId)
  await runDue()
  expect(await reportsOf(outTradeNo)).toEqual([])

  const sent = await call(stage.app, shippingRoutes.shipOrder, { token, params: { orderId }, body: parcel })
  expect(sent.shipping).toMatchObject({ ...parcel, state: 'sent', correctable: true })
  // Mistyped, and seen in time.
  expect((await ship({ carrier: 'SF', trackingNumber: 'SF1234567890' })).body).toMatchObject({
    code: 'shipment.mobile_needed',
  })
  const right = { carrier: 'SF' as const, trackingNumber: 'SF1234567890', receiverMobileEnd: '1234' }
  expect((await ship(right)).body).toMatchObject({ shipping: { ...right, correctable: true } })
  await runDue()
  expect(await reportsOf(outTradeNo)).toMatchObject([
    {
      logisticsType: 1,
      parcel: { company: 'SF', trackingNumber: 'SF1234567890', contact: '****1234' },
    },
  ])
  expect((await ship(parcel)).body).toMatchObject({ code: 'shipment.reported' })
  expect(
    await look(db, 'select action from audit_event where merchant_id = $1 and action like $2 order by id', [
      shop.merchantId,
      'order.ship%',
    ]),
  ).toEqual([{ action: 'order.shipped' }, { action: 'order.shipment_corrected' }])
  await shop.booksHold()
})

test('a lost answer leaves the parcel as it was said, and one report', async () => {
  const { shop, orderId, ship } = await soldCap()
  const outTradeNo = await pay(shop, orderId)
  await ship(parcel)
  await runDue()
  await stage.fault('answer-lost', { provider: 'wechat-open' })
  const other = await soldCap()
  const otherNo = await pay(other.shop, other.orderId)
  await other.ship(parcel)
  await expect(runDue()).rejects.toThrow('shipping report')
  expect((await other.ship({ ...parcel, trackingNumber: 'YT0000000000' })).body).toMatchObject({
    code: 'shipment.reported',
  })
  expect([await reportsOf(outTradeNo), await reportsOf(otherNo)].map((all) => all.length)).toEqual([1, 1])
  expect(await reportsOf(otherNo)).toMatchObject([{ parcel: { trackingNumber: parcel.trackingNumber } }])
})

test('a refused report lets the parcel be corrected', async () => {
  const { shop, orderId, ship } = await soldCap()
  const outTradeNo = await pay(shop, orderId)
  await ship(parcel)
  // A carrier that WeChat has given up.
  await db.owner.query(`update shipment set carrier = 'PIGEON' where order_id = $1`, [orderId])
  await expect(runDue()).rejects.toThrow('10060012')
  expect((await ship(parcel)).status).toBe(200)
  await runDue()
  expect(await reportsOf(outTradeNo)).toMatchObject([{ parcel: { company: 'YTO' } }])
})

test('ten twins send once; ten at once leave one parcel', async () => {
  const { shop, orderId, ship } = await soldCap()
  await pay(shop, orderId)
  const key = db.newId()
  const twins = await Promise.all(Array.from({ length: 10 }, () => ship(parcel, key)))
  expect(new Set(twins.map(({ status }) => status))).toEqual(new Set([200]))
  await Promise.all(Array.from({ length: 10 }, () => ship(parcel)))
  const count = async (action: string) =>
    (
      await look(db, 'select 1 from audit_event where merchant_id = $1 and action = $2', [
        shop.merchantId,
        action,
      ])
    ).length
  expect([await count('order.shipped'), await count('order.shipment_corrected')]).toEqual([1, 10])
  expect(await look(db, 'select 1 from shipment where order_id = $1', [orderId])).toHaveLength(1)
})

test('what is fetched, was bought at the counter or was given back is not sent', async () => {
  const { shop, orderId, lines, ship, token } = await soldCap()
  await pay(shop, orderId)
  await requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '不要了' })
  const before = await shop.snapshot()
  expect((await ship(parcel)).body).toMatchObject({ code: 'shipment.not_due' })
  expect(await shop.snapshot()).toEqual(before)

  const fetched = await shop.single(5_00, { sells: 'goods', stock: 5 })
  const others = [
    await shop.place({ lines }),
    await shop.place({ lines: [{ kind: 'goods', productId: fetched, quantity: 1 }] }),
  ]
  for (const other of others) {
    await shop.payCash(other)
    expect(
      await knock(stage.app, shippingRoutes.shipOrder, { token, params: { orderId: other }, body: parcel }),
    ).toMatchObject({ status: 409, body: { code: 'shipment.not_due' } })
  }
})

test('sending wants its permission', async () => {
  const { shop, orderId } = await soldCap()
  const { token } = await staffSession(db, shop.merchantId, { permissions: ['order.view'] })
  const heard = await knock(stage.app, shippingRoutes.shipOrder, { token, params: { orderId }, body: parcel })
  expect(heard.status).toBe(403)
})
