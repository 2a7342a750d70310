import { beforeEach, expect, test } from 'vitest'
import { shopRoutes } from '@sesame/contract/shop'
import { reportShipping } from '../../src/exchanges/report-shipping.ts'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { apps, payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { look } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)

beforeEach(() => stage.clearFaults())

type Sent = { mobile: string; templateId: string; page: string; data: Record<string, { value: string }> }

const codeOf = async (shop: Shop) =>
  (await look<{ code: string }>(db, 'select code from merchant where id = $1', [shop.merchantId]))[0]!.code

async function allow(shop: Shop, templateIds = ['tmpl-paid'], count = 1) {
  const params = { shop: await codeOf(shop) }
  await call(stage.app, shopRoutes.grantMessages, {
    token: shop.token,
    params,
    body: { appId: apps.mini, templateIds },
  })
  for (const templateId of templateIds)
    await stage.control('POST', '/api/wechat-open/grants', {
      appId: apps.mini,
      person: shop.mobile,
      templateId,
      count,
    })
}

async function payOrder(shop: Shop): Promise<string> {
  const orderId = await shop.newOrder()
  await startPayment(stage.parts, {
    ...shop.by(),
    orderId,
    method: 'wechat-mini-program',
    personId: shop.personId,
  })
  await stage.payFor((await shop.attempts(orderId))[0]!)
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
  await stage.runJobs()
  return orderId
}

const messages = (shop: Shop) =>
  look<{ state: string; note: string }>(db, 'select state, note from message where merchant_id = $1', [
    shop.merchantId,
  ])
const arrived = async (shop: Shop) =>
  (await stage.control<{ items: Sent[] }>('GET', `/api/messages?mobile=${shop.mobile}`)).items

test('who allowed one message gets one, with number, title, amount and time', async () => {
  const shop = await payShop(stage, db)
  await allow(shop)
  const orderId = await payOrder(shop)
  expect(await messages(shop)).toEqual([{ state: 'sent', note: '' }])
  const [message] = await arrived(shop)
  expect(message).toMatchObject({ templateId: 'tmpl-paid', data: { amount3: { value: '100.00元' } } })
  expect(message!.page).toContain(orderId)
  expect(message!.data.character_string1!.value).toBe((await shop.order(orderId)).number)

  await payOrder(shop)
  expect(await messages(shop)).toEqual([
    { state: 'sent', note: '' },
    { state: 'skipped', note: 'no_grant' },
  ])
  expect(await arrived(shop)).toHaveLength(1)
})

test('WeChat knows of no consent: the grant is used up and the message skipped', async () => {
  const shop = await payShop(stage, db)
  await call(stage.app, shopRoutes.grantMessages, {
    token: shop.token,
    params: { shop: await codeOf(shop) },
    body: { appId: apps.mini, templateIds: ['tmpl-paid'] },
  })
  await payOrder(shop)
  expect(await messages(shop)).toMatchObject([{ state: 'skipped', note: expect.stringContaining('43101') }])
  const open = await look(db, 'select 1 from message_grant where used_at is null and merchant_id = $1', [
    shop.merchantId,
  ])
  expect(open).toEqual([])
})

test('an access token that WeChat no longer takes is renewed once, for all processes', async () => {
  const shop = await payShop(stage, db)
  await allow(shop)
  await stage.fault('invalid-token', { provider: 'wechat-open' })
  await payOrder(shop)
  expect(await messages(shop)).toEqual([{ state: 'sent', note: '' }])
  const kept = await look<{ sealed: Buffer }>(
    db,
    'select token_sealed as sealed from app_token where app_id = $1',
    [apps.mini],
  )
  expect(kept).toHaveLength(1)
})

test('a customer of the counter, without an app, is passed over', async () => {
  const shop = await payShop(stage, db)
  await shop.openCard(shop.bundle)
  await stage.runJobs()
  expect(await messages(shop)).toMatchObject([{ state: 'skipped' }])
})

test('templates that the merchant does not use, and unknown apps, grant nothing', async () => {
  const shop = await payShop(stage, db)
  const params = { shop: await codeOf(shop) }
  const grant = (appId: string, templateIds: string[]) =>
    knock(stage.app, shopRoutes.grantMessages, { token: shop.token, params, body: { appId, templateIds } })
  expect(await grant('wx-nobody-knows', ['tmpl-paid'])).toMatchObject({
    status: 404,
    body: { code: 'app.not_found' },
  })
  expect(await grant(apps.mini, ['other'])).toMatchObject({ status: 200 })
  expect(await look(db, 'select 1 from message_grant where merchant_id = $1', [shop.merchantId])).toEqual([])
})

test('a sale through the mini-program is reported to the shipping desk, other sales are not', async () => {
  const shop = await payShop(stage, db)
  const code = await codeOf(shop)
  const reports = async () => {
    const path = '/api/wechat-open/shipping'
    const { items } = await stage.control<{ items: { outTradeNo: string }[] }>('GET', path)
    return items.filter(({ outTradeNo }) => outTradeNo.startsWith(code)).length
  }
  // The sales of the tests before are reported first.
  db.clock.advance(3 * 60_000)
  await stage.runJobs()
  await payOrder(shop)
  expect(await reports()).toBe(0)
  await stage.fault('answer-lost', { provider: 'wechat-open' })
  db.clock.advance(2 * 60_000)
  // The answer is lost, so the queue would run it again.
  await expect(stage.runJobs()).rejects.toThrow('shipping report')
  expect(await reports()).toBe(1)
  const [attempt] = await look<{ id: string }>(db, 'select id from payment_attempt where merchant_id = $1', [
    shop.merchantId,
  ])
  for (let again = 0; again < 3; again++)
    await reportShipping(stage.parts, { merchantId: shop.merchantId, attemptId: attempt!.id })
  expect(await reports()).toBe(1)

  const orderId = await shop.newOrder()
  await startPayment(stage.parts, { ...shop.by(), orderId, method: 'wechat-native' })
  await stage.payFor((await shop.attempts(orderId))[0]!)
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
  db.clock.advance(3 * 60_000)
  await stage.runJobs()
  expect(await reports()).toBe(1)
})

test('what is fetched at the shop is reported as such, cards and visits as virtual', async () => {
  const shop = await payShop(stage, db)
  const cap = await shop.single(12_50, { sells: 'goods', stock: 5 })
  const sell = async (lines?: { kind: 'goods'; productId: string; quantity: number }[]) => {
    const asked = { source: 'customer-app' as const, customerId: shop.customerId, sellerId: null }
    const orderId = lines ? await shop.place({ ...asked, lines }) : await shop.newOrder()
    await startPayment(stage.parts, {
      ...shop.by(),
      orderId,
      method: 'wechat-mini-program',
      personId: shop.personId,
    })
    const attempt = (await shop.attempts(orderId))[0]!
    await stage.payFor(attempt)
    await shop.until('it is paid', async () => (await shop.order(orderId)).state !== 'pending')
    return attempt.outTradeNo
  }
  const [goods, card] = [await sell([{ kind: 'goods', productId: cap, quantity: 1 }]), await sell()]
  db.clock.advance(3 * 60_000)
  await stage.runJobs()
  const { items } = await stage.control<{ items: { outTradeNo: string; logisticsType: number }[] }>(
    'GET',
    '/api/wechat-open/shipping',
  )
  const typeOf = (number: string) => items.find(({ outTradeNo }) => outTradeNo === number)?.logisticsType
  expect([typeOf(goods), typeOf(card)]).toEqual([4, 3])
})
