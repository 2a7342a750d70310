import { expect, test } from 'vitest'
import { channelRoutes } from '@sesame/contract/channels'
import { shopRoutes } from '@sesame/contract/shop'
import { addApp } from '../../src/flows/money/save-app.ts'
import { addChannelAccount } from '../../src/flows/money/save-channel-account.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { apps, payShop, payStage, wechatKeysOf } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { app, parts } = stage
const mobileApp = 'wx00000000000app1'
const second = await stage.control<Parameters<typeof wechatKeysOf>[0]>('POST', '/api/wechat-pay/merchants', {
  appids: [apps.official, mobileApp],
})

const codeOf = async (shop: Shop) =>
  (await look<{ code: string }>(db, 'select code from merchant where id = $1', [shop.merchantId]))[0]!.code

async function pay(shop: Shop, method: 'wechat-native' | 'wechat-app') {
  const orderId = await shop.newOrder()
  const started = await call(app, shopRoutes.pay, {
    token: shop.token,
    params: { shop: await codeOf(shop), orderId },
    body: { method },
  })
  return { ...started, orderId }
}

async function withSecond() {
  const shop = await payShop(stage, db, { custody: 'own' })
  const keys = wechatKeysOf(second)
  const { channelAccountId: secondId } = await addChannelAccount(parts, { ...shop.by(), name: '二号', keys })
  const { token } = await staffSession(db, shop.merchantId)
  return { shop, secondId, token }
}

test('an app that carries our pages is handed what it pays by, and the payment is booked', async () => {
  const { shop, secondId } = await withSecond()
  await addApp(parts, {
    ...shop.by(),
    kind: 'wechat-mobile-app',
    name: '学校 App',
    appId: mobileApp,
    channelAccountId: secondId,
    templates: [],
  })
  const methods = await call(app, shopRoutes.listPaymentMethods, {
    token: shop.token,
    params: { shop: await codeOf(shop) },
    query: { environment: 'app' },
  })
  expect(methods.items.map(({ method }) => method)).toEqual(['wechat-app', 'alipay-app'])
  const { credential, orderId } = await pay(shop, 'wechat-app')
  expect(credential).toMatchObject({
    kind: 'wechat-app',
    appid: mobileApp,
    partnerid: second.mchid,
    package: 'Sign=WXPay',
  })
  const { kind: _, ...handed } = credential as { kind: 'wechat-app' }
  const changed = await stage.control('POST', '/api/wechat-pay/app-pay', {
    ...handed,
    noncestr: 'other',
    person: shop.mobile,
  })
  expect(changed).toMatchObject({ errCode: -1 })
  expect(await stage.control('POST', '/api/wechat-pay/app-pay', { ...handed, person: shop.mobile })).toEqual({
    errCode: 0,
  })
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
  expect(await shop.balance(channel(secondId))).toBe(100_00n)
  await shop.booksHold()
})

test('without a mobile app there is no App pay', async () => {
  const { shop } = await withSecond()
  const orderId = await shop.newOrder()
  const params = { shop: await codeOf(shop), orderId }
  expect(
    await knock(app, shopRoutes.pay, { token: shop.token, params, body: { method: 'wechat-app' } }),
  ).toMatchObject({ status: 409, body: { code: 'payment.method_unavailable' } })
})

test('of several accounts the one that was chosen for a method takes it', async () => {
  const { shop, secondId, token } = await withSecond()
  const choose = (body: { channelAccountId: string | null; appId: string | null }) =>
    knock(app, channelRoutes.savePaymentDefault, { token, params: { method: 'wechat-native' }, body })
  const accountOf = async (orderId: string) =>
    (
      await look<{ id: string }>(
        db,
        'select channel_account_id as id from payment_attempt where order_id = $1',
        [orderId],
      )
    )[0]!.id

  expect(await accountOf((await pay(shop, 'wechat-native')).orderId)).toBe(shop.wechatId)
  expect((await choose({ channelAccountId: secondId, appId: apps.official })).body).toMatchObject({
    items: [{ method: 'wechat-native', channelAccountId: secondId, appId: apps.official }],
  })
  const { orderId, credential } = await pay(shop, 'wechat-native')
  expect(credential.kind).toBe('qr')
  expect(await accountOf(orderId)).toBe(secondId)

  expect(await choose({ channelAccountId: shop.alipayId, appId: null })).toMatchObject({
    status: 409,
    body: { code: 'payment.default_unfit' },
  })
  expect(await choose({ channelAccountId: secondId, appId: null })).toMatchObject({
    body: { code: 'payment.default_unfit' },
  })
  expect(await choose({ channelAccountId: secondId, appId: 'wxNobodyHasThisOne' })).toMatchObject({
    status: 404,
  })
  expect((await choose({ channelAccountId: null, appId: null })).body).toEqual({ items: [] })
  expect(await accountOf((await pay(shop, 'wechat-native')).orderId)).toBe(shop.wechatId)
})

test('an account that was switched off is passed over, chosen or not', async () => {
  const { shop, secondId, token } = await withSecond()
  await call(app, channelRoutes.savePaymentDefault, {
    token,
    params: { method: 'wechat-native' },
    body: { channelAccountId: secondId, appId: apps.official },
  })
  await call(app, channelRoutes.editChannelAccount, {
    token,
    params: { channelAccountId: secondId },
    body: { enabled: false },
  })
  const { credential } = await pay(shop, 'wechat-native')
  expect(credential.kind).toBe('qr')
})

test('the file of an official account is served at the root of the host, to the letter', async () => {
  const { shop, token } = await withSecond()
  const { items } = await call(app, channelRoutes.listApps, { token })
  const official = items.find(({ kind }) => kind === 'wechat-official-account')!
  const mini = items.find(({ kind }) => kind === 'wechat-mini-program')!
  const code = `a1B2c3D4${shop.merchantId.replaceAll('-', '').slice(-8)}`
  const name = `MP_verify_${code}.txt`
  const add = (id: string, content: string, as = name) =>
    knock(app, channelRoutes.addDomainCheck, { token, params: { id }, body: { name: as, content } })
  const served = async (path: string) => app.inject({ method: 'GET', url: path })

  expect((await served(`/${name}`)).statusCode).toBe(404)
  expect(await add(official.id, '<script>alert(1)</script>')).toMatchObject({
    status: 400,
    body: { code: 'app.domain_check_wrong' },
  })
  expect((await add(official.id, code, '../../etc/passwd')).status).toBe(400)
  expect(await add(mini.id, code)).toMatchObject({ body: { code: 'app.domain_check_kind' } })
  expect((await add(official.id, `${code}\n`)).body).toMatchObject({ domainChecks: [name] })
  const answer = await served(`/${name}`)
  expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([
    200,
    code,
    'text/plain; charset=utf-8',
  ])
  expect(await add(official.id, code)).toMatchObject({ body: { code: 'app.domain_check_taken' } })

  const other = await withSecond()
  const theirs = (await call(app, channelRoutes.listApps, { token: other.token })).items[1]!
  const stolen = { token: other.token, params: { id: theirs.id }, body: { name, content: code } }
  expect((await knock(app, channelRoutes.addDomainCheck, stolen)).status).toBe(409)
  await call(app, channelRoutes.removeDomainCheck, {
    token: other.token,
    params: { id: theirs.id, name },
  })
  expect((await served(`/${name}`)).statusCode).toBe(200)
  await call(app, channelRoutes.removeDomainCheck, { token, params: { id: official.id, name } })
  expect((await served(`/${name}`)).statusCode).toBe(404)
})
