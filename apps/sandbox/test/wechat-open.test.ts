import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Json } from './client.ts'
import { newNumber, openWorld, paidOrder } from './world.ts'
import type { World } from './world.ts'

let world: World
let account: Json
beforeAll(async () => {
  world = await openWorld()
  account = await world.ask('POST /api/wechat-open/apps', { kind: 'official-account', name: '小鱼游泳' })
})
afterAll(() => world.close())
beforeEach(() => world.forget())

const get = async (path: string, query: Record<string, string>): Promise<Json> => {
  const response = await fetch(`${world.sandbox.wechatOpen}${path}?${new URLSearchParams(query)}`)
  return JSON.parse(await response.text()) as Json
}
const post = async (path: string, token: string | undefined, body: Json): Promise<Json> => {
  const query = token === undefined ? '' : `?access_token=${token}`
  const response = await fetch(world.sandbox.wechatOpen + path + query, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return (await response.json()) as Json
}
const token = async (more: Json = {}): Promise<Json> =>
  post('/cgi-bin/stable_token', undefined, {
    grant_type: 'client_credential',
    appid: world.appId,
    secret: world.app['secret'],
    ...more,
  })
const later = (minutes: number) =>
  world.ask('PUT /api/clock', { now: new Date(Date.now() + minutes * 60_000).toISOString() })

describe('mini-program login', () => {
  const session = (more: Record<string, string> = {}) =>
    get('/sns/jscode2session', {
      appid: world.appId,
      secret: world.app['secret'],
      grant_type: 'authorization_code',
      js_code: '',
      ...more,
    })
  const code = async (): Promise<string> =>
    (await world.ask('POST /api/wechat-open/login-codes', { appId: world.appId, mobile: '13800000001' }))[
      'code'
    ]

  test('a code is good once, and is the same openid each time', async () => {
    const first = await code()
    const answer = await session({ js_code: first })
    expect(answer).toMatchObject({ openid: world.openid, unionid: world.person['unionid'] })
    expect(Buffer.from(answer['session_key'], 'base64')).toHaveLength(16)
    expect((await session({ js_code: first }))['errcode']).toBe(40163)
    expect((await session({ js_code: await code() }))['openid']).toBe(world.openid)
  })

  test('says so as plain text, with status 200 even when refused', async () => {
    const response = await fetch(`${world.sandbox.wechatOpen}/sns/jscode2session`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain'])
  })

  test('unknown, old or of another app; a wrong secret', async () => {
    const old = await code()
    const elsewhere = await world.ask('POST /api/wechat-open/login-codes', {
      appId: account['appId'],
      mobile: '13800000001',
    })
    expect((await session({ js_code: 'x' }))['errcode']).toBe(40029)
    expect((await session({ js_code: elsewhere['code'] }))['errcode']).toBe(40029)
    expect((await session({ js_code: old, secret: 'x' }))['errcode']).toBe(40125)
    expect((await session({ js_code: old, appid: 'wx0' }))['errcode']).toBe(40013)
    await later(6)
    expect((await session({ js_code: old }))['errcode']).toBe(40029)
  })

  test('the phone-number button', async () => {
    const body = { appId: world.appId, mobile: '13800000001' }
    const { code: phoneCode } = await world.ask('POST /api/wechat-open/phone-codes', body)
    const { access_token: access } = await token()
    const answer = await post('/wxa/business/getuserphonenumber', access, { code: phoneCode })
    expect(answer).toMatchObject({
      errcode: 0,
      phone_info: { purePhoneNumber: '13800000001', countryCode: '86' },
    })
    expect((await post('/wxa/business/getuserphonenumber', access, { code: await code() }))['errcode']).toBe(
      40029,
    )
  })
})

describe('access tokens', () => {
  const use = async (access: string | undefined) =>
    (await post('/wxa/business/getuserphonenumber', access, { code: 'x' }))['errcode'] as number
  const taken = 40029

  test('stay the same while they are good, and end after two hours', async () => {
    const first = await token({ force_refresh: true })
    expect(first['expires_in']).toBe(7200)
    expect((await token())['access_token']).toBe(first['access_token'])
    await later(119)
    expect(await use(first['access_token'])).toBe(taken)
    await later(121)
    expect(await use(first['access_token'])).toBe(42001)
  })

  test('a forced one leaves the old one five minutes', async () => {
    const old = (await token())['access_token']
    const forced = (await token({ force_refresh: true }))['access_token']
    expect(forced).not.toBe(old)
    expect([await use(old), await use(forced)]).toEqual([taken, taken])
    await later(6)
    expect([await use(old), await use(forced)]).toEqual([42001, taken])
  })

  test('missing, made up, or made invalid by a fault', async () => {
    const { access_token: access } = await token({ force_refresh: true })
    expect([await use(undefined), await use('x')]).toEqual([41001, 40001])
    await world.fault('wechat-open', 'invalid-token')
    expect([await use(access), await use(access)]).toEqual([40001, 40001])
    expect(await use((await token())['access_token'])).toBe(taken)
    expect((await token({ secret: 'x' }))['errcode']).toBe(40125)
  })
})

describe('subscribe messages', () => {
  const templateId = 'card_opened'
  const send = async (more: Json = {}): Promise<number> => {
    const { access_token: access } = await token()
    const body = {
      touser: world.openid,
      template_id: templateId,
      page: 'pages/card/index',
      miniprogram_state: 'formal',
      lang: 'zh_CN',
      data: {
        thing1: { value: '十次游泳卡' },
        amount2: { value: '299.00元' },
        time3: { value: '2026年11月20日 16:30' },
      },
      ...more,
    }
    return (await post('/cgi-bin/message/subscribe/send', access, body))['errcode']
  }
  const grant = (count: number) =>
    world.ask('POST /api/wechat-open/grants', { appId: world.appId, openid: world.openid, templateId, count })

  test('one for each time the customer agreed', async () => {
    expect(await send()).toBe(43101)
    await grant(2)
    expect([await send(), await send(), await send()]).toEqual([0, 0, 43101])
    const { items } = await world.ask('GET /api/messages?mobile=13800000001')
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({ templateId, data: { thing1: { value: '十次游泳卡' } } })
  })

  test.each([
    ['twenty-one characters', { data: { thing1: { value: '卡'.repeat(21) } } }, 47003],
    ['an empty value', { data: { thing1: { value: '' } } }, 47003],
    ['a word for an amount', { data: { amount1: { value: '很多' } } }, 47003],
    ['an unknown field', { data: { price1: { value: '1' } } }, 47003],
    ['a stranger', { touser: 'oNobody' }, 40003],
    ['no template', { template_id: '' }, 40037],
    ['a page elsewhere', { page: 'https://a.example' }, 41030],
  ])('%s is refused and uses nothing up', async (_what, more, errcode) => {
    await grant(1)
    expect(await send(more)).toBe(errcode)
    expect(await send()).toBe(0)
  })
})

describe('login on a web page', () => {
  const back = 'https://shop.example/in?a=1'
  const ask = (more: Record<string, string> = {}) => {
    const query = {
      appid: account['appId'],
      redirect_uri: back,
      response_type: 'code',
      scope: 'snsapi_userinfo',
      state: 's1',
      ...more,
    }
    return fetch(`${world.sandbox.wechatOpen}/connect/oauth2/authorize?${new URLSearchParams(query)}`, {
      redirect: 'manual',
    })
  }
  const exchange = (code: string | null) =>
    get('/sns/oauth2/access_token', {
      appid: account['appId'],
      secret: account['secret'],
      code: code ?? '',
      grant_type: 'authorization_code',
    })

  test('asks who one is, and goes back with a code and the state', async () => {
    const page = await (await ask()).text()
    expect(page).toContain('王小明')
    const to = new URL((await ask({ sandbox_person: '13800000001' })).headers.get('location') ?? '')
    expect([to.searchParams.get('a'), to.searchParams.get('state')]).toEqual(['1', 's1'])
    const answer = await exchange(to.searchParams.get('code'))
    expect(answer).toMatchObject({
      scope: 'snsapi_userinfo',
      expires_in: 7200,
      unionid: world.person['unionid'],
    })
    expect(answer['openid']).not.toBe(world.openid)
    expect((await exchange(to.searchParams.get('code')))['errcode']).toBe(40163)
    const user = await get('/sns/userinfo', {
      access_token: answer['access_token'],
      openid: answer['openid'],
    })
    expect(user).toMatchObject({ nickname: '王小明', openid: answer['openid'] })
  })

  test('the silent scope tells the openid and nothing else', async () => {
    const to = new URL(
      (await ask({ scope: 'snsapi_base', sandbox_person: '13800000001' })).headers.get('location') ?? '',
    )
    const answer = await exchange(to.searchParams.get('code'))
    expect(answer).not.toHaveProperty('unionid')
    const user = await get('/sns/userinfo', {
      access_token: answer['access_token'],
      openid: answer['openid'],
    })
    expect(user['errcode']).toBe(48001)
  })

  test.each([
    ['a mini-program', () => ({ appid: world.appId })],
    ['an unknown scope', () => ({ scope: 'all' })],
    ['an address that is none', () => ({ redirect_uri: 'javascript:alert(1)' })],
  ])('%s is not let through', async (_what, more) => {
    const response = await ask({ ...more(), sandbox_person: '13800000001' })
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
  })
})

describe('delivery and codes', () => {
  test('a paid order is reported once, with its payer', async () => {
    const outTradeNo = newNumber()
    await world.pay(
      'POST',
      '/v3/pay/transactions/jsapi',
      world.order(outTradeNo, { payer: { openid: world.openid } }),
    )
    const { access_token: access } = await token()
    const report = async (more: Json = {}) =>
      (
        await post('/wxa/sec/order/upload_shipping_info', access, {
          order_key: { order_number_type: 1, mchid: world.merchant['mchid'], out_trade_no: outTradeNo },
          logistics_type: 3,
          delivery_mode: 1,
          shipping_list: [{ item_desc: '十次游泳卡' }],
          upload_time: '2026-11-20T16:30:00.000+08:00',
          payer: { openid: world.openid },
          ...more,
        })
      )['errcode'] as number
    expect(await report()).toBe(10060001)
    await world.ask('POST /api/pay', { provider: 'wechat-pay', outTradeNo, outcome: 'success' })
    expect(await report({ payer: { openid: 'x' } })).toBe(10060014)
    expect(await report({ logistics_type: 9 })).toBe(10060012)
    const express = (item: Json) =>
      report({ logistics_type: 1, shipping_list: [{ item_desc: '泳帽', ...item }] })
    expect(await express({})).toBe(10060012)
    expect(await express({ tracking_no: '1' })).toBe(10060012)
    expect(await express({ tracking_no: '1', express_company: 'PIGEON' })).toBe(10060012)
    expect(await express({ tracking_no: '1', express_company: 'SF' })).toBe(10060012)
    const contact = { receiver_contact: '****1234' }
    expect(await express({ tracking_no: '1', express_company: 'SF', contact })).toBe(0)
    expect(await report()).toBe(10060003)
    expect(await paidOrder(world)).toBeDefined()
  })

  test('a mini-program code is a picture', async () => {
    const { access_token: access } = await token()
    const picture = (scene: string) =>
      fetch(`${world.sandbox.wechatOpen}/wxa/getwxacodeunlimit?access_token=${access}`, {
        method: 'POST',
        body: JSON.stringify({ scene, page: 'pages/card/index' }),
      })
    const made = await picture('c=1')
    expect(made.headers.get('content-type')).toBe('image/png')
    expect(
      Buffer.from(await made.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    expect(((await (await picture('c'.repeat(33))).json()) as Json)['errcode']).toBe(40169)
  })

  test('busy, and too often', async () => {
    await world.fault('wechat-open', 'busy')
    expect((await token())['errcode']).toBe(-1)
    await world.fault('wechat-open', 'rate-limit')
    expect((await token())['errcode']).toBe(45009)
  })
})
