import { expect, test } from 'vitest'
import { shopRoutes } from '@sesame/contract/shop'
import { orderRoutes } from '@sesame/contract/orders'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { cardPrincipal, channel } from '../../src/modules/chart/index.ts'
import type { Static } from '@sesame/contract/schema'
import type { PaymentMethod as CustomerMethod } from '@sesame/contract/shop'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look, newKey } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { app } = stage

type PaymentMethod = Static<typeof CustomerMethod>

const codeOf = async (shop: Shop) =>
  (await look<{ code: string }>(db, 'select code from merchant where id = $1', [shop.merchantId]))[0]!.code

const pay = (shop: Shop, code: string, orderId: string, method: PaymentMethod, key = newKey()) =>
  call(app, shopRoutes.pay, {
    token: shop.token,
    key,
    params: { shop: code, orderId },
    body: { method, returnUrl: '/h5/#/pages/order/index' },
  })

const kinds: Partial<Record<PaymentMethod, string>> = {
  'wechat-mini-program': 'wechat-jsapi',
  'wechat-jsapi': 'wechat-jsapi',
  'wechat-h5': 'redirect',
  'wechat-native': 'qr',
  'alipay-wap': 'redirect',
  'alipay-page': 'redirect',
  'alipay-jsapi': 'alipay-jsapi',
  'alipay-app': 'alipay-app',
}

test.each(Object.keys(kinds) as PaymentMethod[])(
  '%s: from the cashier to the opened card',
  async (method) => {
    const shop = await payShop(stage, db)
    const code = await codeOf(shop)
    const orderId = await shop.newOrder()
    const { credential, attemptId } = await pay(shop, code, orderId, method)
    expect(credential.kind).toBe(kinds[method])

    const [attempt] = await shop.attempts(orderId)
    expect(attempt).toMatchObject({ id: attemptId, state: 'paying', method, amountFen: 100_00n })
    expect(attempt!.outTradeNo.startsWith(code)).toBe(true)
    await useCredential(shop, credential)
    await shop.until('the order is fulfilled', async () => (await shop.order(orderId)).state === 'fulfilled')

    const accountId = method.startsWith('alipay') ? shop.alipayId : shop.wechatId
    expect(await shop.balance(channel(accountId))).toBe(100_00n)
    const [line] = await shop.lines(orderId)
    expect(await shop.balance(cardPrincipal(line!.cardId!, 'value'))).toBe(100_00n)
    const seen = await call(app, shopRoutes.getMyOrder, {
      token: shop.token,
      params: { shop: code, orderId },
    })
    expect(seen).toMatchObject({ state: 'fulfilled', paidFen: 100_00, tender: accountIdTender(method) })
    expect(JSON.stringify(seen)).not.toMatch(/openid|"o[0-9A-Za-z]{27}"/i)
    await shop.booksHold()
  },
)

const accountIdTender = (method: string) => (method.startsWith('alipay') ? 'alipay' : 'wechat-pay')

/** Pays as the customer's phone or browser does, with nothing but what it was given. */
async function useCredential(
  shop: Shop,
  credential: { kind: string } & Record<string, unknown>,
): Promise<void> {
  const { mobile } = shop
  if (credential.kind === 'wechat-jsapi') {
    const paid = await stage.control('POST', '/api/wechat-pay/jsapi-pay', { ...credential, person: mobile })
    expect(paid).toEqual({ errMsg: 'requestPayment:ok' })
  } else if (credential.kind === 'alipay-jsapi') {
    const paid = await stage.control('POST', '/api/alipay/trade-pay', {
      tradeNO: credential.tradeNo,
      person: mobile,
    })
    expect(paid).toEqual({ resultCode: '9000' })
  } else if (credential.kind === 'alipay-app') {
    const { orderString } = credential
    const tampered = { orderString: String(orderString).replace('100.00', '0.01'), person: mobile }
    expect(await stage.control('POST', '/api/alipay/app-pay', tampered)).toMatchObject({
      resultStatus: '4000',
    })
    const paid = await stage.control('POST', '/api/alipay/app-pay', { orderString, person: mobile })
    expect(paid).toEqual({ resultStatus: '9000' })
  } else {
    if (credential.kind === 'redirect') expect((await fetch(credential.url as string)).status).toBe(200)
    const { rows } = await db.owner.query<{ method: string; no: string }>(
      'select method, out_trade_no as no from payment_attempt where merchant_id = $1',
      [shop.merchantId],
    )
    await stage.payFor({ method: rows[0]!.method, outTradeNo: rows[0]!.no })
  }
}

test('the same request gets the same attempt, with a signature of its own (A12)', async () => {
  const shop = await payShop(stage, db)
  const code = await codeOf(shop)
  const orderId = await shop.newOrder()
  const first = await pay(shop, code, orderId, 'wechat-mini-program')
  db.clock.advance(60_000)
  const second = await pay(shop, code, orderId, 'wechat-mini-program')
  expect(second.attemptId).toBe(first.attemptId)
  expect(second.credential).toMatchObject({ package: (first.credential as { package: string }).package })
  expect(second.credential).not.toEqual(first.credential)
  expect(await shop.attempts(orderId)).toHaveLength(1)

  const prepaid = await stage.control<{ items: { outTradeNo: string }[] }>('GET', '/api/trades')
  expect(prepaid.items.filter(({ outTradeNo }) => outTradeNo.startsWith(code))).toHaveLength(1)
})

test('an H5 address is asked for again after four minutes, under the same number', async () => {
  const shop = await payShop(stage, db)
  const code = await codeOf(shop)
  const orderId = await shop.newOrder()
  const first = await pay(shop, code, orderId, 'wechat-h5')
  db.clock.advance(6 * 60_000)
  const second = await pay(shop, code, orderId, 'wechat-h5')
  expect(second.attemptId).toBe(first.attemptId)
  expect(second.credential).not.toEqual(first.credential)
})

test('ten times the same key at once is one attempt', async () => {
  const shop = await payShop(stage, db)
  const code = await codeOf(shop)
  const orderId = await shop.newOrder()
  const key = newKey()
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => pay(shop, code, orderId, 'wechat-native', key)),
  )
  expect(new Set(answers.map(({ attemptId }) => attemptId)).size).toBe(1)
  expect(await shop.attempts(orderId)).toHaveLength(1)
})

test('what can be used depends on where the customer is and what the merchant has', async () => {
  const shop = await payShop(stage, db)
  const code = await codeOf(shop)
  const methodsIn = async (environment: 'wechat' | 'mobile-browser' | 'browser' | 'alipay-mini-program') => {
    const { items } = await call(app, shopRoutes.listPaymentMethods, {
      token: shop.token,
      params: { shop: code },
      query: { environment },
    })
    return items.map(({ method }) => method)
  }
  expect(await methodsIn('wechat')).toEqual(['wechat-jsapi'])
  expect(await methodsIn('mobile-browser')).toEqual(['wechat-h5', 'alipay-wap'])
  expect(await methodsIn('browser')).toEqual(['wechat-native', 'alipay-page'])
  expect(await methodsIn('alipay-mini-program')).toEqual(['alipay-jsapi'])
})

test('nobody pays what is not theirs, over, or unknown, and a refusal leaves nothing behind', async () => {
  const shop = await payShop(stage, db)
  const other = await payShop(stage, db)
  const code = await codeOf(shop)
  const orderId = await shop.newOrder()
  const before = await shop.snapshot()
  const asked = (token: string, method: PaymentMethod, id = orderId, shopCode = code) =>
    knock(app, shopRoutes.pay, { token, params: { shop: shopCode, orderId: id }, body: { method } })

  expect(await asked(shop.token, 'wechat-native', db.newId())).toMatchObject({ status: 404 })
  expect(await asked(other.token, 'wechat-native')).toMatchObject({ status: 404 })
  expect(await asked(shop.token, 'wechat-native', orderId, await codeOf(other))).toMatchObject({
    status: 404,
  })
  expect(await shop.snapshot()).toEqual({ ...before, customer: (await shop.snapshot()).customer })

  db.clock.advance(16 * 60_000)
  expect(await asked(shop.token, 'wechat-native')).toMatchObject({
    status: 409,
    body: { code: 'order.expired' },
  })
})

test('a stranger to the mini-program is told to come in by it first', async () => {
  const shop = await payShop(stage, db)
  await db.owner.query(`delete from person_identity where person_id = $1 and provider = 'wechat'`, [
    shop.personId,
  ])
  const orderId = await shop.newOrder()
  const started = startPayment(stage.parts, {
    ...shop.by(),
    orderId,
    method: 'wechat-mini-program',
    personId: shop.personId,
  })
  await expect(started).rejects.toThrow('payment.payer_unknown')
  expect(await shop.attempts(orderId)).toEqual([])
})

test('at the counter a code is shown, and asking the channel settles it', async () => {
  const shop = await payShop(stage, db)
  const { token } = await staffSession(db, shop.merchantId)
  const orderId = await shop.newOrder()
  await stage.fault('notice-never')
  const { codeUrl } = await call(app, orderRoutes.takePayment, {
    token,
    params: { orderId },
    body: { tender: 'wechat-native' },
  })
  expect(codeUrl).toMatch(/^weixin:/)
  const [attempt] = await shop.attempts(orderId)
  await stage.payFor(attempt!)
  const order = await call(app, orderRoutes.checkPayment, { token, params: { orderId } })
  expect(order).toMatchObject({ state: 'fulfilled', tender: 'wechat-pay' })
  await shop.booksHold()
})

test('who gives an order up sees it closed at once, here and at the channel', async () => {
  const shop = await payShop(stage, db)
  const code = await codeOf(shop)
  const orderId = await shop.newOrder()
  await pay(shop, code, orderId, 'wechat-mini-program')
  const params = { shop: code, orderId }
  const closed = await call(app, shopRoutes.closeMyOrder, { token: shop.token, params })
  expect(closed).toMatchObject({ state: 'closed', attempts: [{ state: 'closed' }] })
  await stage.runJobs()
  expect(await shop.order(orderId)).toMatchObject({ state: 'closed' })
  await shop.booksHold()
})

test('a channel that is silent leaves the closing to the job', async () => {
  const shop = await payShop(stage, db)
  const code = await codeOf(shop)
  const orderId = await shop.newOrder()
  await pay(shop, code, orderId, 'wechat-mini-program')
  await stage.fault('rate-limit', { on: 'query' })
  const params = { shop: code, orderId }
  const asked = await call(app, shopRoutes.closeMyOrder, { token: shop.token, params })
  expect(asked).toMatchObject({ state: 'pending' })
  await stage.clearFaults()
  await stage.runJobs()
  expect(await shop.order(orderId)).toMatchObject({ state: 'closed' })
})
