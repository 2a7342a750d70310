import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSealed, sign, signedBy } from './client.ts'
import type { Json } from './client.ts'
import { newNumber, openWorld } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.close())
beforeEach(() => world.forget())

const path = (type: string): string => `/v3/pay/transactions/${type}`
const jsapi = (outTradeNo: string, more: Json = {}): Json =>
  world.order(outTradeNo, { payer: { openid: world.openid }, ...more })
const query = (outTradeNo: string) =>
  world.pay('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${world.merchant['mchid']}`)
const close = (outTradeNo: string) =>
  world.pay('POST', `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`, {
    mchid: world.merchant['mchid'],
  })
const payNow = (outTradeNo: string, outcome = 'success') =>
  world.ask('POST /api/pay', { provider: 'wechat-pay', outTradeNo, outcome })
const later = (minutes: number) =>
  world.ask('PUT /api/clock', { now: new Date(Date.now() + minutes * 60_000).toISOString() })

describe('fields', () => {
  const wrong: [string, Json, string][] = [
    [
      'zero',
      { amount: { total: 0, currency: 'CNY' } },
      '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1',
    ],
    ['a fraction', { amount: { total: 1.5, currency: 'CNY' } }, '需要一个合法的 64 位有符号整数'],
    ['a text for an amount', { amount: { total: '100', currency: 'CNY' } }, '需要一个合法的 64 位有符号整数'],
    ['another currency', { amount: { total: 100, currency: 'USD' } }, '字符串格式不符合要求'],
    ['no description', { description: undefined }, '此字段为必填项'],
    ['a long description', { description: '卡'.repeat(43) }, '字节数 129，大于最大值 127'],
    ['a short number', { out_trade_no: 'T1' }, '字节数 2，小于最小值 6'],
    ['a number with a space', { out_trade_no: 'T 00000001' }, '字符串格式不符合要求'],
    ['a notify address with a query', { notify_url: 'https://a.example/n?x=1' }, '通知地址不合法'],
    ['no payer', { payer: undefined }, '此字段为必填项'],
    ['a stranger for payer', { payer: { openid: 'oNobody' } }, '无效的openid'],
    ['a time to end that is past', { time_expire: '2020-01-01T00:00:00+08:00' }, '交易结束时间早于当前时间'],
    ['a time that is none', { time_expire: 'tomorrow' }, '交易结束时间格式错误'],
    ['another merchant', { mchid: '1900000001' }, '商户号不一致'],
  ]
  test.each(wrong)('%s', async (_what, more, message) => {
    const answer = await world.pay('POST', path('jsapi'), { ...jsapi(newNumber()), ...more })
    expect([answer.status, answer.json['code']]).toEqual([400, 'PARAM_ERROR'])
    expect(answer.json['message']).toContain(message)
  })

  test('an app that is not bound, and a body that is no JSON', async () => {
    const stranger = await world.pay('POST', path('native'), world.order(newNumber(), { appid: 'wx0000' }))
    const torn = await world.pay('POST', path('native'), '{"a":')
    expect([stranger.json['code'], torn.json['code']]).toEqual(['APPID_MCHID_NOT_MATCH', 'INVALID_REQUEST'])
  })
})

describe('an order', () => {
  test('each kind answers with its own way to the cashier', async () => {
    const scene = { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } } }
    const [mini, app, native, h5] = await Promise.all([
      world.pay('POST', path('jsapi'), jsapi(newNumber())),
      world.pay('POST', path('app'), world.order(newNumber())),
      world.pay('POST', path('native'), world.order(newNumber())),
      world.pay('POST', path('h5'), world.order(newNumber(), scene)),
    ])
    expect(mini.json['prepay_id']).toMatch(/^wx20\d{12}/)
    expect(app.json['prepay_id']).toMatch(/^wx20\d{12}/)
    expect(native.json['code_url']).toMatch(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w+$/)
    expect(h5.json['h5_url']).toContain(`${world.sandbox.panel}/cashier/wechat/checkmweb?prepay_id=wx20`)
  })

  test('is unpaid without a transaction, and paid with one; the notice says the same', async () => {
    const outTradeNo = newNumber()
    await world.pay('POST', path('jsapi'), jsapi(outTradeNo, { attach: 'a' }))
    const before = (await query(outTradeNo)).json
    expect(before).toMatchObject({ trade_state: 'NOTPAY', amount: { total: 29900, currency: 'CNY' } })
    expect(before).not.toHaveProperty('transaction_id')

    await payNow(outTradeNo)
    const after = (await query(outTradeNo)).json
    const expected = {
      trade_state: 'SUCCESS',
      trade_type: 'JSAPI',
      attach: 'a',
      payer: { openid: world.openid },
      amount: { total: 29900, payer_total: 29900, currency: 'CNY', payer_currency: 'CNY' },
    }
    expect(after).toMatchObject(expected)
    const [notice] = await world.inbox.until(1)
    expect(signedBy(world.merchant, notice?.body ?? '', (name) => String(notice?.headers[name]))).toBe(
      'public-key',
    )
    const body = JSON.parse(notice?.body ?? '') as Json
    expect(body).toMatchObject({ event_type: 'TRANSACTION.SUCCESS', resource_type: 'encrypt-resource' })
    expect(openSealed(body['resource'], world.merchant['apiV3Key'])).toEqual(after)

    const byId = await world.pay(
      'GET',
      `/v3/pay/transactions/id/${after['transaction_id']}?mchid=${world.merchant['mchid']}`,
    )
    expect(byId.json).toEqual(after)
  })

  test('not found, or asked for without the merchant', async () => {
    const missing = await query('T999999999')
    const nobody = await world.pay('GET', '/v3/pay/transactions/out-trade-no/T000001')
    expect([missing.status, missing.json['code']]).toEqual([404, 'ORDER_NOT_EXIST'])
    expect([nobody.status, nobody.json['code']]).toEqual([400, 'PARAM_ERROR'])
  })

  test('asked for again: the same words give the same prepay id, others are refused', async () => {
    const outTradeNo = newNumber()
    const first = await world.pay('POST', path('jsapi'), jsapi(outTradeNo))
    const same = await world.pay('POST', path('jsapi'), jsapi(outTradeNo))
    const other = await world.pay('POST', path('jsapi'), jsapi(outTradeNo, { description: '二十次卡' }))
    const kind = await world.pay('POST', path('native'), world.order(outTradeNo))
    expect(same.json).toEqual(first.json)
    expect([other.status, other.json['code'], other.json['message']]).toEqual([
      400,
      'INVALID_REQUEST',
      '请求重入时，参数与首次请求时不一致',
    ])
    expect([kind.status, kind.json['code']]).toEqual([403, 'OUT_TRADE_NO_USED'])
  })

  test('paid: neither asked for again, nor closed, nor paid twice', async () => {
    const outTradeNo = newNumber()
    await world.pay('POST', path('native'), world.order(outTradeNo))
    await payNow(outTradeNo)
    const again = await world.pay('POST', path('native'), world.order(outTradeNo))
    const closed = await close(outTradeNo)
    expect([again.status, again.json['code'], closed.json['code']]).toEqual([400, 'ORDER_PAID', 'ORDER_PAID'])
    await expect(payNow(outTradeNo)).rejects.toThrow('该订单已支付')
  })

  test('closed: stays closed', async () => {
    const outTradeNo = newNumber()
    await world.pay('POST', path('native'), world.order(outTradeNo))
    expect((await close(outTradeNo)).status).toBe(204)
    expect((await close(outTradeNo)).json['code']).toBe('ORDER_CLOSED')
    const again = await world.pay('POST', path('native'), world.order(outTradeNo))
    expect([again.json['code'], (await query(outTradeNo)).json['trade_state']]).toEqual([
      'ORDER_CLOSED',
      'CLOSED',
    ])
    await expect(payNow(outTradeNo)).rejects.toThrow('该订单已关闭')
    expect((await close('T999999999')).json['code']).toBe('ORDER_NOT_EXIST')
  })

  test.each(['fail', 'cancel'])('a payment that ends in %s leaves it as it was', async (outcome) => {
    const outTradeNo = newNumber()
    await world.pay('POST', path('native'), world.order(outTradeNo))
    await payNow(outTradeNo, outcome)
    expect((await query(outTradeNo)).json['trade_state']).toBe('NOTPAY')
    expect(world.inbox.received).toEqual([])
  })
})

describe('time', () => {
  test('a code is good for two hours, then the order gives a new one', async () => {
    const outTradeNo = newNumber()
    const first = await world.pay('POST', path('native'), world.order(outTradeNo))
    await later(119)
    expect((await world.pay('POST', path('native'), world.order(outTradeNo))).json).toEqual(first.json)
    await later(121)
    await expect(payNow(outTradeNo)).rejects.toThrow('预支付会话已过期')
    const renewed = await world.pay('POST', path('native'), world.order(outTradeNo))
    expect(renewed.json['code_url']).not.toBe(first.json['code_url'])
    expect((await payNow(outTradeNo))['state']).toBe('SUCCESS')
  })

  test('an h5 link is good for five minutes', async () => {
    const outTradeNo = newNumber()
    const scene = { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } } }
    await world.pay('POST', path('h5'), world.order(outTradeNo, scene))
    await later(6)
    await expect(payNow(outTradeNo)).rejects.toThrow('支付链接已失效')
  })

  test('nobody pays after the time the merchant set, and seven days close by themselves', async () => {
    const outTradeNo = newNumber()
    const end = new Date(Date.now() + 10 * 60_000).toISOString().replace(/\.\d+Z/, 'Z')
    await world.pay('POST', path('native'), world.order(outTradeNo, { time_expire: end }))
    await later(11)
    await expect(payNow(outTradeNo)).rejects.toThrow('订单已过期')
    expect((await query(outTradeNo)).json['trade_state']).toBe('NOTPAY')
    await later(7 * 24 * 60 + 1)
    expect((await query(outTradeNo)).json['trade_state']).toBe('CLOSED')
  })
})

describe('wx.requestPayment', () => {
  const call = (prepayId: string, bent: Json = {}): Json => {
    const given = {
      appId: world.appId,
      timeStamp: '1700000000',
      nonceStr: 'n',
      package: `prepay_id=${prepayId}`,
    }
    const text = `${given.appId}\n${given.timeStamp}\n${given.nonceStr}\n${given.package}\n`
    const paySign = sign(text, world.merchant['merchantPrivateKeyPem'])
    return { ...given, signType: 'RSA', paySign, person: world.person['id'], ...bent }
  }
  const request = async (bent: Json = {}) => {
    const { json } = await world.pay('POST', path('jsapi'), jsapi(newNumber()))
    return (await world.ask('POST /api/wechat-pay/jsapi-pay', call(json['prepay_id'], bent)))[
      'errMsg'
    ] as string
  }

  test('pays when the signature is the merchant’s', async () => {
    expect(await request()).toBe('requestPayment:ok')
    expect(await request({ outcome: 'cancel' })).toBe('requestPayment:fail cancel')
  })

  test('refuses what was not signed, another app, another payer', async () => {
    const other = await world.ask('POST /api/people', { name: '李阿姨', mobile: '13800000002' })
    expect(await request({ nonceStr: 'm' })).toBe('requestPayment:fail 支付验证签名失败')
    expect(await request({ appId: 'wx1' })).toBe('requestPayment:fail appid与下单时不一致')
    expect(await request({ package: 'prepay_id=wx1' })).toBe('requestPayment:fail prepay_id无效')
    expect(await request({ person: other['id'] })).toBe('requestPayment:fail 支付者与下单用户不一致')
  })
})
