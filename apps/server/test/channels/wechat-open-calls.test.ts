import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWechatOpen, type WechatOpen } from '../../src/channels/wechat-open/client.ts'
import { codeToSession, mobileOfCode, wechatAuthorizeUrl } from '../../src/channels/wechat-open/login.ts'
import { sendSubscribeMessage } from '../../src/channels/wechat-open/messages.ts'
import { uploadShipping } from '../../src/channels/wechat-open/shipping.ts'
import { memoryTokenStore } from '../../src/channels/wechat-open/token-store.ts'
import { answerJson, startProvider, type Asked, type Provider } from './provider.ts'

const app = { appId: 'wx88', secret: 'top-secret' }
let provider: Provider
let open: WechatOpen
let now: Date

beforeAll(async () => {
  provider = await startProvider()
})
beforeEach(() => {
  now = new Date('2026-11-20T08:00:00Z')
  open = createWechatOpen({
    address: { baseUrl: provider.url, timeoutMilliseconds: 2000 },
    tokens: memoryTokenStore(),
    now: () => now,
    pausesMilliseconds: [1, 1],
  })
})
afterAll(() => provider.close())

/** Gives tokens t1, t2 … as stable_token does: the same one while it lives, another when forced. */
function tokenGiver(accepts: (token: string) => object) {
  let number = 1
  provider.behave((asked, response) => {
    if (asked.url.pathname === '/cgi-bin/stable_token') {
      if ((JSON.parse(asked.body) as { force_refresh: boolean }).force_refresh) number += 1
      return answerJson(response, 200, { access_token: `t${number}`, expires_in: 7200 })
    }
    answerJson(response, 200, accepts(asked.url.searchParams.get('access_token') ?? ''))
  })
  return { next: () => (number += 1) }
}

const asksFor = (path: string) => provider.asked.filter((asked: Asked) => asked.url.pathname === path)

test('concurrent calls share one token until shortly before it expires', async () => {
  tokenGiver(() => ({ errcode: 0 }))
  await Promise.all(Array.from({ length: 5 }, () => open.call(app, '/wxa/x', {})))
  expect(asksFor('/cgi-bin/stable_token')).toHaveLength(1)
  now = new Date(now.getTime() + 6_901_000)
  await open.call(app, '/wxa/x', {})
  expect(asksFor('/cgi-bin/stable_token')).toHaveLength(2)
})

test.each([40001, 42001, 40014])('a token refused with %i is replaced once', async (errcode) => {
  const giver = tokenGiver((token) =>
    token === 't1' ? { errcode, errmsg: 'invalid' } : { errcode: 0, done: 1 },
  )
  await open.call(app, '/wxa/x', {})
  giver.next()
  expect(await open.call(app, '/wxa/x', {})).toMatchObject({ kind: 'ok', value: { done: 1 } })
})

test('a new token is forced only when the spent one is offered again, and once a minute', async () => {
  tokenGiver((token) => (token === 't2' ? { errcode: 0 } : { errcode: 40001 }))
  expect(await open.call(app, '/wxa/x', {})).toMatchObject({ kind: 'ok' })
  const forced = asksFor('/cgi-bin/stable_token').map(
    ({ body }) => (JSON.parse(body) as { force_refresh: boolean }).force_refresh,
  )
  expect(forced).toEqual([false, false, true])

  let tokens = 2
  provider.behave((asked, response) =>
    asked.url.pathname === '/cgi-bin/stable_token'
      ? answerJson(response, 200, {
          access_token: `t${(tokens += JSON.parse(asked.body).force_refresh ? 1 : 0)}`,
          expires_in: 7200,
        })
      : answerJson(response, 200, { errcode: 40001 }),
  )
  expect(await open.call(app, '/wxa/x', {})).toMatchObject({ kind: 'unknown', cause: 'rate-limited' })
  expect(tokens).toBe(2)
})

test('a secret that WeChat does not know refuses the call and stores nothing', async () => {
  provider.behave((_asked, response) =>
    answerJson(response, 200, { errcode: 40125, errmsg: 'invalid appsecret' }),
  )
  expect(await open.call(app, '/wxa/x', {})).toMatchObject({ kind: 'refused', code: '40125' })
  tokenGiver(() => ({ errcode: 0 }))
  expect(await open.call(app, '/wxa/x', {})).toMatchObject({ kind: 'ok' })
})

test('a busy system is asked three times, then unknown; other troubles once', async () => {
  let busy = 2
  provider.behave((_asked, response) =>
    answerJson(response, 200, busy-- > 0 ? { errcode: -1 } : { openid: 'o', session_key: 'k' }),
  )
  expect(await codeToSession(open, app, 'c')).toEqual({ kind: 'ok', value: { openId: 'o', sessionKey: 'k' } })
  busy = 9
  expect(await codeToSession(open, app, 'c')).toMatchObject({ kind: 'unknown', cause: 'server-error' })
  expect(provider.asked).toHaveLength(6)

  provider.behave((_asked, response) => void response.writeHead(502).end())
  expect(await codeToSession(open, app, 'c')).toMatchObject({ kind: 'unknown', cause: 'server-error' })
  provider.behave(() => undefined)
  expect(await codeToSession(open, app, 'c')).toMatchObject({ kind: 'unknown', cause: 'timeout' })
  provider.behave((_asked, response) => void response.end('<html>'))
  const outcome = await codeToSession(open, app, 'c')
  expect(outcome).toMatchObject({ kind: 'unknown', cause: 'bad-answer' })
  expect(JSON.stringify(outcome)).not.toContain('top-secret')
  expect(provider.asked).toHaveLength(1)
})

test('an answer is read whatever its content type says', async () => {
  provider.behave((_asked, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('{"errcode":40029,"errmsg":"invalid code"}')
  })
  expect(await codeToSession(open, app, 'c')).toEqual({
    kind: 'refused',
    code: '40029',
    message: 'invalid code',
    status: 200,
  })
})

test('a mobile given to another app is not taken', async () => {
  const phone = (appid: string) => ({
    purePhoneNumber: '13800000000',
    countryCode: '86',
    watermark: { appid },
  })
  tokenGiver(() => ({ errcode: 0, phone_info: phone('wx88') }))
  expect(await mobileOfCode(open, app, 'c')).toEqual({
    kind: 'ok',
    value: { mobile: '13800000000', countryCode: '86' },
  })
  tokenGiver(() => ({ errcode: 0, phone_info: phone('wx99') }))
  expect(await mobileOfCode(open, app, 'c')).toMatchObject({ kind: 'unknown', cause: 'bad-answer' })
})

test('a message with a wrong field is not sent; a good one is; a spent consent is refused', async () => {
  tokenGiver(() => ({ errcode: 0 }))
  const message = { openId: 'o', templateId: 't', fields: { thing1: '十次卡', amount2: '100.00元' } }
  expect(await sendSubscribeMessage(open, app, { ...message, fields: { thing1: '' } })).toMatchObject({
    code: '47003',
  })
  expect(provider.asked).toHaveLength(0)
  expect(await sendSubscribeMessage(open, app, message)).toEqual({ kind: 'ok', value: 'sent' })
  expect(JSON.parse(provider.asked.at(-1)?.body ?? '')).toMatchObject({
    touser: 'o',
    miniprogram_state: 'formal',
    data: { thing1: { value: '十次卡' }, amount2: { value: '100.00元' } },
  })
  tokenGiver(() => ({ errcode: 43101, errmsg: 'user refuse to accept the msg' }))
  expect(await sendSubscribeMessage(open, app, message)).toMatchObject({ kind: 'refused', code: '43101' })
})

test('a delivery is reported in Shanghai time', async () => {
  tokenGiver(() => ({ errcode: 0 }))
  const shipping = {
    order: { mchId: '19', outTradeNo: 'M1' },
    manner: 'virtual' as const,
    itemDescription: '十次卡',
    deliveredAt: now,
    payerOpenId: 'o',
  }
  expect(await uploadShipping(open, app, shipping)).toEqual({ kind: 'ok', value: 'reported' })
  expect(JSON.parse(provider.asked.at(-1)?.body ?? '')).toEqual({
    order_key: { order_number_type: 1, mchid: '19', out_trade_no: 'M1' },
    logistics_type: 3,
    delivery_mode: 1,
    shipping_list: [{ item_desc: '十次卡' }],
    upload_time: '2026-11-20T16:00:00.000+08:00',
    payer: { openid: 'o' },
  })
})

test('a parcel is reported with its number, and of the receiver no more than the last four digits', async () => {
  tokenGiver(() => ({ errcode: 0 }))
  const shipping = {
    order: { transactionId: '42' },
    manner: { carrier: 'SF', trackingNumber: 'SF1234567890', receiverMobileEnd: '1234' },
    itemDescription: '泳帽',
    deliveredAt: now,
    payerOpenId: 'o',
  }
  expect(await uploadShipping(open, app, shipping)).toEqual({ kind: 'ok', value: 'reported' })
  expect(JSON.parse(provider.asked.at(-1)?.body ?? '')).toMatchObject({
    order_key: { order_number_type: 2, transaction_id: '42' },
    logistics_type: 1,
    shipping_list: [
      {
        item_desc: '泳帽',
        tracking_no: 'SF1234567890',
        express_company: 'SF',
        contact: { receiver_contact: '****1234' },
      },
    ],
  })
})

test('the login address keeps the order that WeChat demands', () => {
  const input = {
    appId: 'wx88',
    redirectUrl: 'https://shop.cn/h5/?a=1',
    scope: 'snsapi_base' as const,
    state: 's',
  }
  expect(wechatAuthorizeUrl('https://open.weixin.qq.com', input)).toBe(
    'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx88' +
      '&redirect_uri=https%3A%2F%2Fshop.cn%2Fh5%2F%3Fa%3D1' +
      '&response_type=code&scope=snsapi_base&state=s#wechat_redirect',
  )
})
