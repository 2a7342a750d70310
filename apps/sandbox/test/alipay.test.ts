import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { alipayParams, readAlipay, shanghaiNow } from './client.ts'
import type { Json } from './client.ts'
import { newNumber, openWorld } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.close())
beforeEach(() => world.forget())

const order = (outTradeNo: string, more: Json = {}): Json => ({
  out_trade_no: outTradeNo,
  total_amount: '299.00',
  subject: '十次游泳卡',
  product_code: 'JSAPI_PAY',
  op_app_id: '2021000000000001',
  buyer_open_id: world.buyerOpenId,
  ...more,
})
const create = (outTradeNo: string, more: Json = {}) =>
  world.alipay('alipay.trade.create', order(outTradeNo, more), { notify_url: world.inbox.url })
const paid = async (): Promise<string> => {
  const outTradeNo = newNumber('A')
  const { json } = await create(outTradeNo)
  await world.ask('POST /api/alipay/trade-pay', { tradeNO: json['trade_no'], person: world.person['id'] })
  return outTradeNo
}
const gateway = async (params: Record<string, string>) => {
  const response = await fetch(`${world.sandbox.alipay}/gateway.do`, {
    method: 'POST',
    body: new URLSearchParams(params),
  })
  return readAlipay(world.alipayApp, response.status, await response.text())
}

describe('the gateway', () => {
  const query = 'alipay.trade.query'
  const old = shanghaiNow(new Date(Date.now() - 3_600_000))
  const bends: [string, (params: Record<string, string>) => Record<string, string>, string, string][] = [
    ['an unknown app', (params) => ({ ...params, app_id: '2021' }), 'error_response', 'isv.invalid-app-id'],
    [
      'no signature',
      ({ sign: _, ...params }) => params,
      'alipay_trade_query_response',
      'isv.missing-signature',
    ],
    [
      'changed content',
      (params) => ({ ...params, biz_content: '{}' }),
      'alipay_trade_query_response',
      'isv.invalid-signature',
    ],
    ['no method', ({ method: _, ...params }) => params, 'error_response', 'isv.missing-method'],
  ]
  test.each(bends)('%s', async (_what, bend, key, subCode) => {
    const answer = await gateway(bend(alipayParams(world.alipayApp, query, { out_trade_no: 'A1' })))
    expect([answer.status, answer.key, answer.json['sub_code']]).toEqual([200, key, subCode])
  })

  test('old, of an unknown method, or signed in the wrong time zone', async () => {
    const stale = await world.alipay(query, { out_trade_no: 'A1' }, { timestamp: old })
    const unknown = await world.alipay('alipay.trade.dance', {})
    const utc = new Date().toISOString().slice(0, 19).replace('T', ' ')
    const elsewhere = await world.alipay(query, { out_trade_no: 'A1' }, { timestamp: utc })
    expect([stale.json['sub_code'], unknown.json['sub_code'], elsewhere.json['sub_code']]).toEqual([
      'isv.invalid-timestamp',
      'isv.invalid-method',
      'isv.invalid-timestamp',
    ])
  })

  test('signs the inner object, failures of the method too', async () => {
    const answer = await world.alipay(query, { out_trade_no: 'A999' })
    expect(answer).toMatchObject({
      signed: true,
      json: { code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: '交易不存在' },
    })
  })
})

describe('a trade', () => {
  const wrong: [string, Json, string][] = [
    ['zero', { total_amount: '0.00' }, 'ACQ.TOTAL_FEE_EXCEED'],
    ['three decimals', { total_amount: '1.001' }, 'ACQ.TOTAL_FEE_EXCEED'],
    ['full-width digits', { total_amount: '１.00' }, 'ACQ.TOTAL_FEE_EXCEED'],
    ['no subject', { subject: '' }, 'ACQ.INVALID_PARAMETER'],
    ['another product', { product_code: 'QUICK_WAP_WAY' }, 'ACQ.INVALID_PARAMETER'],
    ['no buyer', { buyer_open_id: undefined }, 'ACQ.INVALID_PARAMETER'],
    ['an unknown buyer', { buyer_open_id: 'nobody' }, 'ACQ.BUYER_NOT_EXIST'],
    ['an end that is no time', { time_expire: 'soon' }, 'ACQ.INVALID_PARAMETER'],
  ]
  test.each(wrong)('with %s', async (_what, more, subCode) => {
    expect((await create(newNumber('A'), more)).json).toMatchObject({ code: '40004', sub_code: subCode })
  })

  test('asked for again is the same, with other words refused', async () => {
    const outTradeNo = newNumber('A')
    const first = await create(outTradeNo)
    expect((await create(outTradeNo)).json).toEqual(first.json)
    expect((await create(outTradeNo, { total_amount: '1.00' })).json['sub_code']).toBe(
      'ACQ.CONTEXT_INCONSISTENT',
    )
  })

  test('paid, and then neither made again nor closed', async () => {
    const outTradeNo = await paid()
    const answer = await world.alipay('alipay.trade.query', { out_trade_no: outTradeNo })
    expect(answer.json).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      total_amount: '299.00',
      buyer_open_id: world.buyerOpenId,
    })
    expect((await create(outTradeNo)).json['sub_code']).toBe('ACQ.TRADE_HAS_SUCCESS')
    const closed = await world.alipay('alipay.trade.close', { out_trade_no: outTradeNo })
    expect(closed.json['sub_code']).toBe('ACQ.TRADE_STATUS_ERROR')
  })

  test('closed, or past its time', async () => {
    const [closed, expired] = [newNumber('A'), newNumber('A')]
    await create(closed)
    await create(expired, { timeout_express: '5m' })
    expect((await world.alipay('alipay.trade.close', { out_trade_no: closed })).json['code']).toBe('10000')
    expect((await create(closed)).json['sub_code']).toBe('ACQ.TRADE_HAS_CLOSE')
    await world.ask('PUT /api/clock', { now: new Date(Date.now() + 6 * 60_000).toISOString() })
    const query = await world.alipay('alipay.trade.query', { out_trade_no: expired })
    expect(query.json['trade_status']).toBe('TRADE_CLOSED')
  })

  test('my.tradePay reports what happened', async () => {
    const { json } = await create(newNumber('A'))
    const pay = (more: Json) =>
      world.ask('POST /api/alipay/trade-pay', {
        tradeNO: json['trade_no'],
        person: world.person['id'],
        ...more,
      })
    const codes = [
      await pay({ outcome: 'cancel' }),
      await pay({ outcome: 'fail' }),
      await pay({}),
      await pay({}),
    ]
    expect(codes.map((each) => each['resultCode'])).toEqual(['6001', '4000', '9000', '4000'])
  })
})

describe('a refund', () => {
  const refund = (outTradeNo: string, amount: string, outRequestNo?: string) =>
    world.alipay('alipay.trade.refund', {
      out_trade_no: outTradeNo,
      refund_amount: amount,
      out_request_no: outRequestNo,
    })
  const query = (outTradeNo: string, outRequestNo: string) =>
    world.alipay('alipay.trade.fastpay.refund.query', {
      out_trade_no: outTradeNo,
      out_request_no: outRequestNo,
    })

  test('in parts: the sum grows, a repeat changes nothing, the last part closes', async () => {
    const outTradeNo = await paid()
    expect((await refund(outTradeNo, '100.00', 'r1')).json).toMatchObject({
      fund_change: 'Y',
      refund_fee: '100.00',
    })
    expect((await refund(outTradeNo, '100.00', 'r1')).json).toMatchObject({
      fund_change: 'N',
      refund_fee: '100.00',
    })
    expect((await refund(outTradeNo, '50.00', 'r1')).json['sub_code']).toBe('ACQ.DISCORDANT_REPEAT_REQUEST')
    expect((await refund(outTradeNo, '199.01', 'r2')).json['sub_code']).toBe('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
    expect((await refund(outTradeNo, '199.00', 'r2')).json).toMatchObject({
      fund_change: 'Y',
      refund_fee: '299.00',
    })
    expect((await refund(outTradeNo, '0.01', 'r3')).json['sub_code']).toBe('ACQ.TRADE_STATUS_ERROR')

    const sums = (await world.inbox.until(3)).map(({ body }) => new URLSearchParams(body))
    expect(
      sums.map((each) => [each.get('trade_status'), each.get('refund_fee'), each.get('out_biz_no')]),
    ).toEqual([
      ['TRADE_SUCCESS', null, null],
      ['TRADE_SUCCESS', '100.00', 'r1'],
      ['TRADE_CLOSED', '299.00', 'r2'],
    ])
  })

  test('is asked for by its number; an unknown one is an empty answer', async () => {
    const outTradeNo = await paid()
    await refund(outTradeNo, '1.00', 'r1')
    expect((await query(outTradeNo, 'r1')).json).toMatchObject({
      refund_status: 'REFUND_SUCCESS',
      refund_amount: '1.00',
    })
    expect((await query(outTradeNo, 'r2')).json).toEqual({ code: '10000', msg: 'Success' })
    expect((await query('A999', 'r1')).json['sub_code']).toBe('ACQ.TRADE_NOT_EXIST')
  })

  test('is refused for what was not paid, without a number for a part, and by the fault', async () => {
    const unpaid = newNumber('A')
    await create(unpaid)
    expect((await refund(unpaid, '1.00', 'r1')).json['sub_code']).toBe('ACQ.TRADE_STATUS_ERROR')
    const outTradeNo = await paid()
    expect((await refund(outTradeNo, '1.00')).json['sub_code']).toBe('ACQ.INVALID_PARAMETER')
    await world.fault('alipay', 'refund-abnormal')
    expect((await refund(outTradeNo, '1.00', 'r1')).json['sub_code']).toBe('ACQ.SELLER_BALANCE_NOT_ENOUGH')
    expect((await refund(outTradeNo, '299.00')).json['fund_change']).toBe('Y')
  })
})

describe('login', () => {
  test('a code is good once and gives the open_id of this app', async () => {
    const body = { appId: world.alipayApp['appId'], mobile: '13800000001', scope: 'auth_user' }
    const { code } = await world.ask('POST /api/alipay/auth-codes', body)
    const exchange = () =>
      world.alipay('alipay.system.oauth.token', undefined, { grant_type: 'authorization_code', code })
    const token = await exchange()
    expect(token).toMatchObject({ signed: true, key: 'alipay_system_oauth_token_response' })
    expect(token.json['open_id']).toBe(world.buyerOpenId)
    expect(await exchange()).toMatchObject({ key: 'error_response', json: { sub_code: 'isv.code-invalid' } })
    const user = await world.alipay('alipay.user.info.share', undefined, {
      auth_token: token.json['access_token'],
    })
    expect(user.json['nick_name']).toBe('王小明')
  })
})
