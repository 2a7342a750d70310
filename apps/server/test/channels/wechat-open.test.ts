import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSmsGateway } from '../../src/channels/sms/http-gateway.ts'
import { createWechatOpen, type WechatOpen } from '../../src/channels/wechat-open/client.ts'
import {
  codeToSession,
  mobileOfCode,
  webLogin,
  webProfile,
  wechatAuthorizeUrl,
} from '../../src/channels/wechat-open/login.ts'
import { sendSubscribeMessage } from '../../src/channels/wechat-open/messages.ts'
import type { WechatApp } from '../../src/channels/wechat-open/request.ts'
import { memoryTokenStore } from '../../src/channels/wechat-open/token-store.ts'
import { startStage, type Stage } from './sandbox.ts'

const mobile = '13800000001'
let stage: Stage
let open: WechatOpen
let miniProgram: WechatApp
let account: WechatApp
let openId: string

beforeAll(async () => {
  stage = await startStage()
  await stage.control('POST', '/api/people', { name: '王小明', mobile })
  miniProgram = await stage.control<WechatApp>('POST', '/api/wechat-open/apps', { kind: 'mini-program' })
  account = await stage.control<WechatApp>('POST', '/api/wechat-open/apps', { kind: 'official-account' })
  const query = `appId=${miniProgram.appId}&person=${mobile}`
  openId = (await stage.control<{ openid: string }>('GET', `/api/identity?${query}`)).openid
  const address = { baseUrl: stage.sandbox.wechatOpen, timeoutMilliseconds: 2000 }
  open = createWechatOpen({ address, tokens: memoryTokenStore(), pausesMilliseconds: [1, 1] })
})
afterEach(() => stage.control('DELETE', '/api/faults'))
afterAll(() => stage.close())

async function codeFor(kind: 'login' | 'phone'): Promise<string> {
  const body = { appId: miniProgram.appId, mobile }
  return (await stage.control<{ code: string }>('POST', `/api/wechat-open/${kind}-codes`, body)).code
}

test('a login code is good once', async () => {
  const code = await codeFor('login')
  expect(await codeToSession(open, miniProgram, code)).toMatchObject({ kind: 'ok', value: { openId } })
  expect(await codeToSession(open, miniProgram, code)).toMatchObject({ kind: 'refused' })
  expect(await codeToSession(open, miniProgram, 'nonsense')).toMatchObject({ kind: 'refused', code: '40029' })
  const stranger = { ...miniProgram, secret: 'wrong' }
  expect(await codeToSession(open, stranger, 'x')).toMatchObject({ kind: 'refused', code: '40125' })
})

test('the phone button gives the mobile, also after the token became invalid', async () => {
  expect(await mobileOfCode(open, miniProgram, await codeFor('phone'))).toEqual({
    kind: 'ok',
    value: { mobile, countryCode: '86' },
  })
  await stage.fault({ provider: 'wechat-open', fault: 'invalid-token' })
  expect(await mobileOfCode(open, miniProgram, await codeFor('phone'))).toMatchObject({ kind: 'ok' })
})

test('a subscribe message uses up its consent', async () => {
  const message = { openId, templateId: 'TPL_REDEEMED', fields: { thing1: '十次游泳卡', number2: '9' } }
  expect(await sendSubscribeMessage(open, miniProgram, message)).toMatchObject({
    kind: 'refused',
    code: '43101',
  })
  const consent = { appId: miniProgram.appId, openid: openId, templateId: 'TPL_REDEEMED' }
  await stage.control('POST', '/api/wechat-open/grants', consent)
  expect(await sendSubscribeMessage(open, miniProgram, message)).toEqual({ kind: 'ok', value: 'sent' })
  expect(await sendSubscribeMessage(open, miniProgram, message)).toMatchObject({ code: '43101' })
  const { items } = await stage.control<{ items: object[] }>('GET', `/api/messages?mobile=${mobile}`)
  expect(items).toMatchObject([{ templateId: 'TPL_REDEEMED', data: { thing1: { value: '十次游泳卡' } } }])
})

test('a web login leads from the address over the code to the openid and the name', async () => {
  const state = 'bound-to-the-session'
  const url = wechatAuthorizeUrl(stage.sandbox.wechatOpen, {
    appId: account.appId,
    redirectUrl: 'http://127.0.0.1/h5/login?shop=1',
    scope: 'snsapi_userinfo',
    state,
  })
  const chosen = new URL(url)
  chosen.searchParams.set('sandbox_person', mobile)
  const answer = await fetch(chosen, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  expect(back.searchParams.get('state')).toBe(state)
  expect(back.searchParams.get('shop')).toBe('1')

  const login = await webLogin(open, account, back.searchParams.get('code') ?? '')
  if (login.kind !== 'ok') throw new Error(JSON.stringify(login))
  expect(login.value.openId).not.toBe(openId)
  expect(login.value.unionId).toBeDefined()
  expect(await webProfile(open, login.value)).toMatchObject({
    kind: 'ok',
    value: { openId: login.value.openId },
  })
})

test.each([
  ['slow', { milliseconds: 2800 }, 'timeout'],
  ['answer-lost', {}, 'network'],
  ['rate-limit', {}, 'rate-limited'],
  ['busy', { count: 3 }, 'server-error'],
])('%s is unknown', async (fault, more, cause) => {
  const code = await codeFor('login')
  await stage.fault({ provider: 'wechat-open', fault, ...more })
  expect(await codeToSession(open, miniProgram, code)).toMatchObject({ kind: 'unknown', cause })
})

test('a busy moment passes', async () => {
  const code = await codeFor('login')
  await stage.fault({ provider: 'wechat-open', fault: 'busy', count: 2 })
  expect(await codeToSession(open, miniProgram, code)).toMatchObject({ kind: 'ok' })
})

test('a short message arrives; a wrong number, a busy or a lost answer are told apart', async () => {
  const gateway = createSmsGateway({ baseUrl: stage.sandbox.sms, timeoutMilliseconds: 2000 })
  const sms = {
    mobile,
    template: 'one-time-code',
    parameters: { code: '482913' },
    text: '【芝麻开门】验证码 482913，5 分钟内有效。',
    reference: 'r1',
  }
  expect(await gateway.send(sms)).toMatchObject({ kind: 'ok' })
  const { items } = await stage.control<{ items: object[] }>('GET', `/api/sms?mobile=${mobile}`)
  expect(items).toMatchObject([{ text: sms.text, code: '482913' }])

  expect(await gateway.send({ ...sms, mobile: '1' })).toMatchObject({
    kind: 'refused',
    code: 'INVALID_MOBILE',
  })
  await stage.fault({ provider: 'sms', fault: 'busy' })
  expect(await gateway.send(sms)).toMatchObject({ kind: 'unknown', cause: 'server-error' })
  await stage.fault({ provider: 'sms', fault: 'answer-lost' })
  const lost = { ...sms, reference: 'r2' }
  expect(await gateway.send(lost)).toMatchObject({ kind: 'unknown', cause: 'network' })
  expect(await gateway.send(lost)).toMatchObject({ kind: 'ok' })
  const after = await stage.control<{ items: object[] }>('GET', `/api/sms?mobile=${mobile}`)
  expect(after.items).toHaveLength(2)
  await stage.fault({ provider: 'sms', fault: 'rate-limit' })
  expect(await gateway.send(sms)).toMatchObject({ kind: 'unknown', cause: 'rate-limited' })
})
