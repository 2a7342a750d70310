import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isAlipayNotice, sleep } from './client.ts'
import { newNumber, openWorld } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld({ retryFactor: 0.0001 })))
afterAll(() => world.close())
beforeEach(() => world.forget())

const create = (outTradeNo: string) =>
  world.alipay(
    'alipay.trade.create',
    {
      out_trade_no: outTradeNo,
      total_amount: '299.00',
      subject: '十次游泳卡',
      product_code: 'JSAPI_PAY',
      op_app_id: '2021000000000001',
      buyer_open_id: world.buyerOpenId,
      passback_params: 'a%20b',
    },
    { notify_url: world.inbox.url },
  )
const paid = async (): Promise<string> => {
  const outTradeNo = newNumber('A')
  await create(outTradeNo)
  await world.ask('POST /api/pay', { provider: 'alipay', outTradeNo, outcome: 'success' })
  return outTradeNo
}
const paramsOf = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body))
const stateOf = async (outTradeNo: string): Promise<string> =>
  (await world.alipay('alipay.trade.query', { out_trade_no: outTradeNo })).json['trade_status']

describe('notices', () => {
  test('are a signed form, sent until the answer is exactly "success"', async () => {
    world.answer((count) => ({ status: 200, body: ['SUCCESS', 'success\n', 'success'][count - 1] ?? '' }))
    const outTradeNo = await paid()
    const received = await world.inbox.until(3)
    await sleep(60)
    expect(received.length).toBe(3)
    expect(received.every(({ body }) => isAlipayNotice(world.alipayApp, body))).toBe(true)
    expect(received[0]?.headers['content-type']).toBe(
      'application/x-www-form-urlencoded; text/html; charset=utf-8',
    )
    expect(new Set(received.map(({ body }) => paramsOf(body)['notify_id'])).size).toBe(1)
    expect(paramsOf(received[0]?.body)).toMatchObject({
      out_trade_no: outTradeNo,
      trade_status: 'TRADE_SUCCESS',
      total_amount: '299.00',
      passback_params: 'a%20b',
      seller_id: world.alipayApp['sellerId'],
      app_id: world.alipayApp['appId'],
      buyer_open_id: world.buyerOpenId,
      notify_type: 'trade_status_sync',
      sign_type: 'RSA2',
    })
  })

  test('twice', async () => {
    await world.fault('alipay', 'notice-twice')
    await paid()
    const [one, two] = await world.inbox.until(2)
    expect(paramsOf(one?.body)['notify_id']).toBe(paramsOf(two?.body)['notify_id'])
  })

  test('never', async () => {
    await world.fault('alipay', 'notice-never')
    const outTradeNo = await paid()
    await sleep(50)
    expect([world.inbox.received.length, await stateOf(outTradeNo)]).toEqual([0, 'TRADE_SUCCESS'])
  })

  test('before the answer of the call that made the trade', async () => {
    await world.fault('alipay', 'notice-before-answer')
    const outTradeNo = newNumber('A')
    const made = await create(outTradeNo)
    expect(world.inbox.received).toHaveLength(1)
    expect([made.json['code'], await stateOf(outTradeNo)]).toEqual(['10000', 'TRADE_SUCCESS'])
  })

  const forged = [
    ['notice-bad-signature', false],
    ['notice-unknown-key', false],
    ['notice-stale', true],
    ['notice-amount-tampered', true],
  ] as const
  test.each(forged)('%s, and the right one after it', async (fault, isSigned) => {
    world.answer((count) => ({ status: 200, body: count === 1 ? 'failure' : 'success' }))
    await world.fault('alipay', fault)
    await paid()
    const [bent, right] = await world.inbox.until(2)
    expect(isAlipayNotice(world.alipayApp, bent?.body ?? '')).toBe(isSigned)
    expect(isAlipayNotice(world.alipayApp, right?.body ?? '')).toBe(true)
    expect(paramsOf(right?.body)['total_amount']).toBe('299.00')
    if (fault === 'notice-amount-tampered') expect(paramsOf(bent?.body)['total_amount']).toBe('298.99')
    if (fault === 'notice-stale') {
      expect((paramsOf(bent?.body)['notify_time'] ?? '') < (paramsOf(right?.body)['notify_time'] ?? '')).toBe(
        true,
      )
    }
  })
})

describe('answers', () => {
  test('lost, or an error, after the refund was made: asked again, nothing more is given back', async () => {
    const outTradeNo = await paid()
    const refund = (outRequestNo: string) =>
      world.alipay('alipay.trade.refund', {
        out_trade_no: outTradeNo,
        refund_amount: '1.00',
        out_request_no: outRequestNo,
      })
    await world.fault('alipay', 'answer-lost', { on: 'refund' })
    await expect(refund('r1')).rejects.toThrow()
    expect((await refund('r1')).json).toMatchObject({ fund_change: 'N', refund_fee: '1.00' })
    await world.fault('alipay', 'error-after-accept', { on: 'refund' })
    expect((await refund('r2')).json).toMatchObject({ code: '20000', sub_code: 'isp.unknow-error' })
    expect((await refund('r2')).json).toMatchObject({ fund_change: 'N', refund_fee: '2.00' })
  })

  test('slow, and too many', async () => {
    await world.fault('alipay', 'slow', { milliseconds: 120 })
    const start = Date.now()
    await create(newNumber('A'))
    expect(Date.now() - start).toBeGreaterThanOrEqual(110)
    await world.fault('alipay', 'rate-limit')
    expect((await create(newNumber('A'))).status).toBe(429)
  })

  test('a payment that comes between the question and the closing', async () => {
    const outTradeNo = newNumber('A')
    await create(outTradeNo)
    await world.fault('alipay', 'paid-while-closing')
    const closed = await world.alipay('alipay.trade.close', { out_trade_no: outTradeNo })
    expect([closed.json['sub_code'], await stateOf(outTradeNo)]).toEqual([
      'ACQ.TRADE_STATUS_ERROR',
      'TRADE_SUCCESS',
    ])
  })
})
