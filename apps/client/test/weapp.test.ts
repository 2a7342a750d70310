import { existsSync } from 'node:fs'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { MiniProgram, type Wechat } from './mini-program.ts'
import { credential, orderId, product, server, shopCode } from './shop.ts'

let app: MiniProgram

beforeAll(() => {
  const built = existsSync(new URL('../dist/weapp/app.js', import.meta.url))
  if (!built) throw new Error('build the mini-program first: npm --prefix apps/client run build:weapp')
})
afterEach(() => app.close())

function start(paidAfter: number, wechat: Wechat = {}): void {
  app = new MiniProgram(server(paidAfter), { login: () => ({ code: 'code-of-wechat' }), ...wechat })
  app.keep('sesame.shop', shopCode)
}

/** Home → product → checkout, and there signs in with one tap. */
async function reachCheckout(): Promise<void> {
  app.open('pages/home/index')
  await app.untilText(product.name)
  app.tap(product.name)
  await app.untilText('立即购买')
  app.tap('立即购买')
  await app.untilText('去登录')
  app.tap('去登录')
  await app.untilText('微信一键登录')
  app.tap('微信一键登录', 'getphonenumber', {})
  await app.untilText('去支付')
}

test('home shows the shop, and a tap opens the product', async () => {
  start(0)
  app.open('pages/home/index')
  await app.untilText('蓝鲸游泳俱乐部')
  expect(app.texts()).toContain('399.00')

  app.tap(product.name)
  await app.untilText('立即购买')
  expect(app.path).toBe('pages/product/index')
})

test('a card is bought: the credential goes to WeChat as it came, and only our server says paid', async () => {
  start(2, { requestSubscribeMessage: () => ({ 'template-paid': 'accept' }) })
  await reachCheckout()
  app.tap('去支付')
  app.tap('去支付')
  await app.untilText('付款成功')

  const { kind: _kind, appId: _appId, ...signed } = credential
  const payments = app.calls.filter(({ name }) => name === 'requestPayment')
  expect(payments).toHaveLength(1)
  expect(payments[0]?.input).toMatchObject(signed)

  const orders = app.requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/orders'))
  expect(orders).toHaveLength(1)
  expect(orders[0]?.header['idempotency-key']).toMatch(/^\w+-\w{32}$/)
  expect(orders[0]?.header.authorization).toBe('Bearer token-1')
  expect(app.requests.filter(({ url }) => url.includes(orderId) && !url.endsWith('/payments')).length).toBe(3)
  const granted = app.requests.find(({ url }) => url.endsWith('/message-grants'))
  expect(JSON.parse(granted?.data ?? '')).toEqual({
    appId: 'wx0000000000000001',
    templateIds: ['template-paid'],
  })
})

test('a payment that was cancelled leaves the order open to be paid again', async () => {
  start(9, { requestPayment: () => new Error('requestPayment:fail cancel') })
  await reachCheckout()
  app.tap('去支付')
  await app.untilText('待付款')
  expect(app.path).toBe('pages/order/index')
})

test("a login tells WeChat's code and this app's id, and nothing that names the person", async () => {
  start(0)
  await reachCheckout()
  const login = app.requests.find(({ url }) => url.endsWith('/shops/SWIM01/session/mini-program'))
  expect(JSON.parse(login?.data ?? '')).toEqual({ appId: 'wx0000000000000001', code: 'code-of-wechat' })
})
