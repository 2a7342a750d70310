import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sessionRoutes } from '@sesame/contract/customer-session'
import { createSmsGateway } from '../../src/channels/sms/http-gateway.ts'
import { createWechatOpen } from '../../src/channels/wechat-open/client.ts'
import type { WechatApp } from '../../src/channels/wechat-open/request.ts'
import { memoryTokenStore } from '../../src/channels/wechat-open/token-store.ts'
import { addApp } from '../../src/flows/money/save-app.ts'
import { addChannelAccount } from '../../src/flows/money/save-channel-account.ts'
import { testDatabase } from '../database.ts'
import { call, knock, testApp } from '../http.ts'
import type { TestApp } from '../http.ts'
import { hashOf } from '../../src/modules/session/tokens.ts'
import { customerSession } from '../sessions.ts'
import { look, world } from '../world.ts'
import { startStage } from './sandbox.ts'
import type { Stage } from './sandbox.ts'

/** Customers come in by what WeChat and Alipay say of them; the sandbox is both. */
const mobile = '13800000001'
const returnTo = 'http://127.0.0.1:8080/h5/'
type AlipayApp = { appId: string; sellerId: string; appPrivateKeyPem: string; alipayPublicKeyPem: string }

const db = await testDatabase()
const ours = await world(db)
const other = await world(db)
let stage: Stage
let app: TestApp['app']
let shop = ''
let otherShop = ''
let miniProgram: WechatApp
let account: WechatApp
let alipay: AlipayApp

beforeAll(async () => {
  stage = await startStage()
  await stage.control('POST', '/api/people', { name: '王小明', mobile })
  miniProgram = await stage.control<WechatApp>('POST', '/api/wechat-open/apps', { kind: 'mini-program' })
  account = await stage.control<WechatApp>('POST', '/api/wechat-open/apps', { kind: 'official-account' })
  alipay = await stage.control<AlipayApp>('POST', '/api/alipay/apps', {})
  app = await openApp()
  shop = await codeOf(ours.merchantId)
  otherShop = await codeOf(other.merchantId)
  await addApps()
})
afterEach(() => stage.control('DELETE', '/api/faults'))
afterAll(() => stage.close())

async function openApp(): Promise<TestApp['app']> {
  const { parts } = await testApp(db)
  const open = {
    address: { baseUrl: stage.sandbox.wechatOpen, timeoutMilliseconds: 2000 },
    tokens: memoryTokenStore(),
  }
  const built = await testApp(db, {
    vault: ours.vault,
    config: {
      ...parts.config,
      wechatOpen: { baseUrl: stage.sandbox.wechatOpen, connectUrl: stage.sandbox.wechatOpen },
      alipay: { gatewayUrl: `${stage.sandbox.alipay}/gateway.do`, authorizeUrl: stage.sandbox.alipay },
    },
    channels: {
      ...parts.channels,
      sms: createSmsGateway({ baseUrl: stage.sandbox.sms }),
      wechatOpen: createWechatOpen({ ...open, pausesMilliseconds: [1, 1] }),
    },
  })
  return built.app
}

const codeOf = async (id: string) =>
  (await look<{ code: string }>(db, 'select code from merchant where id = $1', [id]))[0]!.code

async function addApps(): Promise<void> {
  const common = { templates: [], channelAccountId: null }
  const wechat = [
    { kind: 'wechat-mini-program' as const, name: '小程序', at: miniProgram },
    { kind: 'wechat-official-account' as const, name: '公众号', at: account },
  ]
  for (const { kind, name, at } of wechat)
    await addApp(ours.tools, { ...ours.by(), ...common, kind, name, appId: at.appId, secret: at.secret })
  const { channelAccountId } = await addChannelAccount(ours.tools, {
    ...ours.by(),
    name: '支付宝',
    keys: {
      provider: 'alipay',
      merchantNumber: alipay.sellerId,
      appId: alipay.appId,
      appPrivateKeyPem: alipay.appPrivateKeyPem,
      alipayPublicKeyPem: alipay.alipayPublicKeyPem,
    },
  })
  const kind = 'alipay-app'
  await addApp(ours.tools, {
    ...ours.by(),
    ...common,
    kind,
    name: '支付宝',
    appId: alipay.appId,
    channelAccountId,
  })
}

const codeFor = async (path: string, appId: string) =>
  (await stage.control<{ code: string }>('POST', path, { appId, mobile })).code
const loginCode = () => codeFor('/api/wechat-open/login-codes', miniProgram.appId)
const phoneCode = () => codeFor('/api/wechat-open/phone-codes', miniProgram.appId)
const miniLogin = (code: string, more: { phoneCode?: string; shop?: string } = {}) =>
  knock(app, sessionRoutes.loginByMiniProgram, {
    params: { shop: more.shop ?? shop },
    body: { appId: miniProgram.appId, code, ...(more.phoneCode && { phoneCode: more.phoneCode }) },
  })
const openIdAt = async (appId: string) =>
  (await stage.control<{ openid: string }>('GET', `/api/identity?appId=${appId}&person=${mobile}`)).openid
const persons = async () =>
  (
    await look<{ id: string; mergedInto: string | null }>(
      db,
      'select id, merged_into as "mergedInto" from person',
    )
  ).filter(({ mergedInto }) => mergedInto === null)

test("a mini-program's code lets in one person, whose openid is sealed and never answered", async () => {
  const openId = await openIdAt(miniProgram.appId)
  const { status, body } = await miniLogin(await loginCode())
  expect(status).toBe(200)
  expect(body.me).toEqual({ name: '', mobile: null, knownBy: ['wechat-mini-program'] })
  expect(JSON.stringify(body)).not.toContain(openId)
  await miniLogin(await loginCode())
  expect(await persons()).toHaveLength(1)
  const kept = await look(db, 'select * from person_identity')
  expect(JSON.stringify(kept)).not.toContain(openId)
  expect(kept).toHaveLength(1)
})

test('a code is refused when it was used, is nonsense, or belongs to a shop without the app', async () => {
  const code = await loginCode()
  expect((await miniLogin(code)).status).toBe(200)
  expect((await miniLogin(code)).body.code).toBe('access.auth_code_refused')
  expect((await miniLogin('nonsense')).body.code).toBe('access.auth_code_refused')
  expect((await miniLogin(await loginCode(), { shop: otherShop })).body.code).toBe('app.not_found')
})

test('a channel that does not answer is said to be away', async () => {
  await stage.fault({ provider: 'wechat-open', fault: 'answer-lost' })
  expect(await miniLogin(await loginCode())).toMatchObject({
    status: 503,
    body: { code: 'access.channel_unavailable' },
  })
})

test("the mini-program's mobile makes the visitor and the person of that mobile one", async () => {
  await knock(app, sessionRoutes.sendCode, { body: { mobile } })
  const { items } = await stage.control<{ items: { code: string }[] }>('GET', `/api/sms?mobile=${mobile}`)
  const byMobile = await call(app, sessionRoutes.loginByMobile, { body: { mobile, code: items[0]!.code } })
  expect(await persons()).toHaveLength(2)

  const { body } = await miniLogin(await loginCode(), { phoneCode: await phoneCode() })
  expect(body.me).toMatchObject({ mobile: '138****0001', knownBy: ['wechat-mini-program', 'mobile'] })
  expect(await persons()).toHaveLength(1)
  expect((await call(app, sessionRoutes.me, { token: byMobile.token })).mobile).toBe('138****0001')
  const jobs = await look(db, `select * from sesame_jobs.job where name = 'person.spread'`)
  expect(jobs).toHaveLength(1)
})

/** Goes out to the provider's page and comes back, as a browser does. */
async function goOut(provider: 'wechat' | 'alipay', person?: string) {
  const started = await knock(app, sessionRoutes.startOauth, {
    params: { shop },
    body: { provider, returnTo },
  })
  expect(started.status).toBe(200)
  const page = new URL(started.body.url)
  page.searchParams.set('sandbox_person', person ?? (await personAtSandbox()))
  const answer = await fetch(page, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location')!)
  expect(back.href.startsWith(returnTo)).toBe(true)
  const code = back.searchParams.get('code') ?? back.searchParams.get('auth_code')!
  return { cookie: started.cookie!, body: { provider, code, state: back.searchParams.get('state')! } }
}

async function personAtSandbox(): Promise<string> {
  const { items } = await stage.control<{ items: { id: string; mobile: string }[] }>('GET', '/api/people')
  return items.find((person) => person.mobile === mobile)!.id
}

test.each([
  ['wechat', 'wechat-official-account'],
  ['alipay', 'alipay-app'],
] as const)('authorised by %s, a browser comes back as that person', async (provider, knownBy) => {
  const { cookie, body } = await goOut(provider)
  const heard = await knock(app, sessionRoutes.finishOauth, { params: { shop }, cookie, body })
  expect(heard.body.me.knownBy).toEqual([knownBy])
  const again = await knock(app, sessionRoutes.finishOauth, { params: { shop }, cookie, body })
  expect(again.body.code).toBe('access.oauth_state_wrong')
})

test('who is logged in by mobile and goes out to be known by a channel stays who they are', async () => {
  const { token, personId } = await customerSession(db, ours.vault, '13900007777')
  const stranger = await stage.control<{ id: string }>('POST', '/api/people', {
    name: '李雷',
    mobile: '13900007777',
  })
  const { cookie, body } = await goOut('wechat', stranger.id)
  const heard = await knock(app, sessionRoutes.finishOauth, { params: { shop }, cookie, body, token })
  expect(heard.body.me).toMatchObject({ mobile: '139****7777' })
  expect([...heard.body.me.knownBy].sort()).toEqual(['mobile', 'wechat-official-account'])
  const [row] = await look(db, 'select person_id as "personId" from session where token_hash = $1', [
    hashOf(heard.body.token),
  ])
  expect(row).toEqual({ personId })
  expect((await knock(app, sessionRoutes.me, { token })).status).toBe(200)
})

test('a state is of no use to another browser, for another shop or channel, or too late', async () => {
  const { cookie, body } = await goOut('wechat')
  const finish = (change: object) =>
    knock(app, sessionRoutes.finishOauth, { params: { shop }, cookie, body, ...change })
  const stranger = `sesame-browser=${'A'.repeat(43)}`
  const wrong = [
    await finish({ cookie: stranger }),
    await finish({ cookie: undefined }),
    await finish({ params: { shop: otherShop } }),
    await finish({ body: { ...body, provider: 'alipay' } }),
    await finish({ body: { ...body, state: 'x'.repeat(32) } }),
  ]
  for (const heard of wrong)
    expect(heard).toMatchObject({ status: 403, body: { code: 'access.oauth_state_wrong' } })
  db.clock.advance(10 * 60_000)
  expect((await finish({})).body.code).toBe('access.oauth_state_wrong')
})

test('the way back leads to our own pages only', async () => {
  for (const wrong of [
    'https://evil.example.com/',
    '//evil.example.com',
    'http://127.0.0.1:8080@evil.example.com/',
    'javascript:1',
  ]) {
    const body = { provider: 'wechat' as const, returnTo: wrong }
    const heard = await knock(app, sessionRoutes.startOauth, { params: { shop }, body })
    expect(heard.body.code).toBe('access.return_not_allowed')
  }
})

test("an Alipay mini-program's code lets in the same person as the browser's", async () => {
  const before = (await persons()).length
  const code = await codeFor('/api/alipay/auth-codes', alipay.appId)
  const login = (given: string) =>
    knock(app, sessionRoutes.loginByAlipay, { params: { shop }, body: { appId: alipay.appId, code: given } })
  expect((await login(code)).body.me.knownBy).toEqual(['alipay-app'])
  expect((await login(code)).body.code).toBe('access.auth_code_refused')
  expect(await persons()).toHaveLength(before)
})
