import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSealed, signedBy, sleep } from './client.ts'
import type { Json, Received } from './client.ts'
import { newNumber, openWorld, paidOrder } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.close())
beforeEach(() => world.forget())

const signerOf = (received: Received | undefined): string | undefined =>
  signedBy(world.merchant, received?.body ?? '', (name) => String(received?.headers[name]))
const plainOf = (received: Received | undefined): Json =>
  openSealed((JSON.parse(received?.body ?? '') as Json)['resource'], world.merchant['apiV3Key'])
const native = '/v3/pay/transactions/native'
const stateOf = async (outTradeNo: string): Promise<string> => {
  const path = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${world.merchant['mchid']}`
  return (await world.pay('GET', path)).json['trade_state']
}

describe('notices', () => {
  test('are sent again until they are taken, with the same id', async () => {
    world.answer((count) =>
      count < 3 ? { status: 500, body: '{"code":"FAIL","message":"later"}' } : { status: 204 },
    )
    const outTradeNo = await paidOrder(world)
    const received = await world.inbox.until(3)
    expect(new Set(received.map(({ body }) => (JSON.parse(body) as Json)['id'])).size).toBe(1)
    await sleep(60)
    expect(received.length).toBe(3)
    const { items } = await world.ask(`GET /api/notices?outTradeNo=${outTradeNo}`)
    expect(items[0]).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 500 }, { status: 500 }, { status: 204 }],
    })
  })

  test('twice: at the same time, with the same id', async () => {
    await world.fault('wechat-pay', 'notice-twice')
    await paidOrder(world)
    const [one, two] = await world.inbox.until(2)
    expect((JSON.parse(one?.body ?? '') as Json)['id']).toBe((JSON.parse(two?.body ?? '') as Json)['id'])
    expect(Math.abs((two?.at ?? 0) - (one?.at ?? 0))).toBeLessThan(500)
  })

  test('late', async () => {
    await world.fault('wechat-pay', 'notice-late', { milliseconds: 150 })
    const start = Date.now()
    await paidOrder(world)
    const [notice] = await world.inbox.until(1)
    expect((notice?.at ?? 0) - start).toBeGreaterThanOrEqual(140)
  })

  test('never, until somebody has it sent', async () => {
    await world.fault('wechat-pay', 'notice-never')
    const outTradeNo = await paidOrder(world)
    await sleep(50)
    expect([world.inbox.received.length, await stateOf(outTradeNo)]).toEqual([0, 'SUCCESS'])
    const { items } = await world.ask(`GET /api/notices?outTradeNo=${outTradeNo}`)
    expect(items[0]['state']).toBe('withheld')
    await world.ask(`POST /api/notices/${items[0]['id']}/resend`, {})
    expect(world.inbox.received.length).toBe(1)
  })

  test('before the answer of the call that made the order', async () => {
    await world.fault('wechat-pay', 'notice-before-answer')
    let answered = 0
    const made = world.pay('POST', native, world.order(newNumber())).then(() => void (answered = Date.now()))
    const [notice] = await world.inbox.until(1)
    await made
    expect(notice?.at).toBeLessThanOrEqual(answered)
    expect(plainOf(notice)['trade_state']).toBe('SUCCESS')
  })

  const forged = [
    ['notice-bad-signature', undefined],
    ['notice-unknown-key', undefined],
    ['notice-signtest', undefined],
    ['notice-stale', 'public-key'],
    ['notice-amount-tampered', 'public-key'],
  ] as const
  test.each(forged)('%s, and the right one after it', async (fault, signer) => {
    world.answer((count) => ({ status: count === 1 ? 401 : 200 }))
    await world.fault('wechat-pay', fault)
    const outTradeNo = await paidOrder(world)
    const [bent, right] = await world.inbox.until(2)
    expect(signerOf(bent)).toBe(signer)
    expect(signerOf(right)).toBe('public-key')
    expect(plainOf(right)).toMatchObject({ out_trade_no: outTradeNo, amount: { total: 29900 } })

    if (fault === 'notice-signtest')
      expect(bent?.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//)
    if (fault === 'notice-amount-tampered') expect(plainOf(bent)['amount']['total']).toBe(29899)
    if (fault === 'notice-stale') {
      expect(Date.now() / 1000 - Number(bent?.headers['wechatpay-timestamp'])).toBeGreaterThan(300)
    }
  })
})

describe('answers', () => {
  test('lost after the order was made: asked again, it is there', async () => {
    const outTradeNo = newNumber()
    await world.fault('wechat-pay', 'answer-lost', { on: 'create' })
    await expect(world.pay('POST', native, world.order(outTradeNo))).rejects.toThrow()
    expect(await stateOf(outTradeNo)).toBe('NOTPAY')
    expect((await world.pay('POST', native, world.order(outTradeNo))).status).toBe(200)
  })

  test('500 after the refund was accepted: asked again, it is the same refund', async () => {
    const outTradeNo = await paidOrder(world)
    const body = {
      out_trade_no: outTradeNo,
      out_refund_no: newNumber('R'),
      amount: { refund: 1, total: 29900, currency: 'CNY' },
    }
    await world.fault('wechat-pay', 'error-after-accept', { on: 'refund' })
    const failed = await world.pay('POST', '/v3/refund/domestic/refunds', body)
    expect([failed.status, failed.json['code']]).toEqual([500, 'SYSTEM_ERROR'])
    const found = await world.pay('GET', `/v3/refund/domestic/refunds/${body.out_refund_no}`)
    const again = await world.pay('POST', '/v3/refund/domestic/refunds', body)
    expect(again.json['refund_id']).toBe(found.json['refund_id'])
  })

  test('slow, and too many', async () => {
    await world.fault('wechat-pay', 'slow', { milliseconds: 150 })
    const start = Date.now()
    expect((await world.pay('POST', native, world.order(newNumber()))).status).toBe(200)
    expect(Date.now() - start).toBeGreaterThanOrEqual(140)
    await world.fault('wechat-pay', 'rate-limit')
    const outTradeNo = newNumber()
    const limited = await world.pay('POST', native, world.order(outTradeNo))
    expect([limited.status, limited.json['code'], limited.headers.get('wechatpay-signature')]).toEqual([
      429,
      'FREQUENCY_LIMITED',
      null,
    ])
    expect((await world.pay('POST', native, world.order(outTradeNo))).status).toBe(200)
  })

  test('a payment that comes between the question and the closing', async () => {
    const outTradeNo = newNumber()
    await world.pay('POST', native, world.order(outTradeNo))
    await world.fault('wechat-pay', 'paid-while-closing')
    const path = `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`
    const closed = await world.pay('POST', path, { mchid: world.merchant['mchid'] })
    expect([closed.json['code'], await stateOf(outTradeNo)]).toEqual(['ORDER_PAID', 'SUCCESS'])
    expect(plainOf((await world.inbox.until(1))[0])['out_trade_no']).toBe(outTradeNo)
  })
})

describe('switches', () => {
  test('count down, stay on without a count, and name one merchant', async () => {
    await world.fault('wechat-pay', 'rate-limit', { count: undefined, merchant: world.merchant['mchid'] })
    await world.fault('wechat-pay', 'slow', { count: 2, milliseconds: 0, merchant: 'somebody else' })
    for (const _ of [1, 2]) {
      expect((await world.pay('POST', native, world.order(newNumber()))).status).toBe(429)
    }
    await world.fault('wechat-pay', 'rate-limit', { count: 0, merchant: world.merchant['mchid'] })
    expect((await world.pay('POST', native, world.order(newNumber()))).status).toBe(200)
    expect((await world.ask('GET /api/faults'))['items']).toHaveLength(1)
    await expect(world.fault('sms', 'notice-twice')).rejects.toThrow('sms has no fault notice-twice')
  })
})
