import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSealed, sleep } from './client.ts'
import type { Json } from './client.ts'
import { newNumber, openWorld, paidOrder } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.close())
beforeEach(() => world.forget())

const ask = (outTradeNo: string, outRefundNo: string, refund: number, more: Json = {}) =>
  world.pay('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: outTradeNo,
    out_refund_no: outRefundNo,
    notify_url: world.inbox.url,
    amount: { refund, total: 29900, currency: 'CNY' },
    ...more,
  })
const query = (outRefundNo: string) => world.pay('GET', `/v3/refund/domestic/refunds/${outRefundNo}`)
const stateOf = async (outTradeNo: string): Promise<string> => {
  const path = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${world.merchant['mchid']}`
  return (await world.pay('GET', path)).json['trade_state']
}
/** Nothing waits for a notice that does not come. */
const settled = async (outRefundNo: string, status: string): Promise<Json> => {
  for (let tries = 0; tries < 100; tries++) {
    const { json } = await query(outRefundNo)
    if (json['status'] === status) return json
    await sleep(10)
  }
  throw new Error(`${outRefundNo} did not become ${status}`)
}

describe('a refund', () => {
  test('is accepted, then done, then told', async () => {
    const outTradeNo = await paidOrder(world)
    await world.inbox.until(1)
    const outRefundNo = newNumber('R')
    const accepted = await ask(outTradeNo, outRefundNo, 10000)
    expect(accepted.json).toMatchObject({
      status: 'PROCESSING',
      channel: 'ORIGINAL',
      out_refund_no: outRefundNo,
      out_trade_no: outTradeNo,
      amount: { refund: 10000, total: 29900, payer_refund: 10000, payer_total: 29900, currency: 'CNY' },
    })
    const done = await settled(outRefundNo, 'SUCCESS')
    expect(done['success_time']).toMatch(/\+08:00$/)
    expect(await stateOf(outTradeNo)).toBe('REFUND')

    const notice = JSON.parse((await world.inbox.until(2))[1]?.body ?? '') as Json
    expect(notice).toMatchObject({ event_type: 'REFUND.SUCCESS', resource: { original_type: 'refund' } })
    const plain = openSealed(notice['resource'], world.merchant['apiV3Key'])
    expect(plain).toMatchObject({
      refund_status: 'SUCCESS',
      out_refund_no: outRefundNo,
      refund_id: done['refund_id'],
    })
    expect(plain).not.toHaveProperty('status')
  })

  test('asked for again is the same refund; with another amount it is refused', async () => {
    const outTradeNo = await paidOrder(world)
    const outRefundNo = newNumber('R')
    const [first, twin] = await Promise.all([
      ask(outTradeNo, outRefundNo, 100),
      ask(outTradeNo, outRefundNo, 100),
    ])
    expect(twin.json['refund_id']).toBe(first.json['refund_id'])
    const other = await ask(outTradeNo, outRefundNo, 200)
    expect([other.status, other.json['code']]).toEqual([400, 'INVALID_REQUEST'])
    expect((await ask(outTradeNo, newNumber('R'), 29800)).status).toBe(200)
    expect((await ask(outTradeNo, newNumber('R'), 1)).json['message']).toBe('申请退款金额超过订单可退金额')
  })

  test('never more than was paid, and of nothing that was not', async () => {
    const outTradeNo = await paidOrder(world)
    const unpaid = newNumber()
    await world.pay('POST', '/v3/pay/transactions/native', world.order(unpaid))
    expect((await ask(outTradeNo, newNumber('R'), 29901)).json['message']).toBe(
      '申请退款金额超过订单可退金额',
    )
    expect((await ask(unpaid, newNumber('R'), 1)).json['message']).toBe('订单未支付，不能退款')
    const total = { amount: { refund: 1, total: 100, currency: 'CNY' } }
    expect((await ask(outTradeNo, newNumber('R'), 1, total)).json['message']).toContain(
      '订单金额与原订单不一致',
    )
    const missing = await ask('T999999999', newNumber('R'), 1)
    expect([missing.status, missing.json['code']]).toEqual([404, 'RESOURCE_NOT_EXISTS'])
    expect((await query('R999999999')).json['code']).toBe('RESOURCE_NOT_EXISTS')
    expect((await ask(outTradeNo, newNumber('R'), 0)).json['code']).toBe('PARAM_ERROR')
  })

  test('not after a year', async () => {
    const outTradeNo = await paidOrder(world)
    await world.ask('PUT /api/clock', { now: new Date(Date.now() + 366 * 86_400_000).toISOString() })
    expect((await ask(outTradeNo, newNumber('R'), 1)).json['message']).toBe('订单已超过可退款期限')
  })
})

describe('a refund that does not go well', () => {
  test('is abnormal until the merchant names another way', async () => {
    const outTradeNo = await paidOrder(world)
    const outRefundNo = newNumber('R')
    await world.fault('wechat-pay', 'refund-abnormal')
    await ask(outTradeNo, outRefundNo, 29900)
    const abnormal = await settled(outRefundNo, 'ABNORMAL')
    const path = `/v3/refund/domestic/refunds/${abnormal['refund_id']}/apply-abnormal-refund`
    const turned = { out_refund_no: outRefundNo, type: 'MERCHANT_BANK_CARD' }
    expect((await world.pay('POST', path, { ...turned, out_refund_no: 'another' })).status).toBe(404)
    expect((await world.pay('POST', path, { ...turned, type: 'USER_BANK_CARD' })).status).toBe(400)
    expect((await world.pay('POST', path, turned)).status).toBe(200)
    await settled(outRefundNo, 'SUCCESS')
    const events = (await world.inbox.until(3)).map(({ body }) => (JSON.parse(body) as Json)['event_type'])
    expect(events).toEqual(['TRANSACTION.SUCCESS', 'REFUND.ABNORMAL', 'REFUND.SUCCESS'])
  })

  test('closed, it gives nothing back and the money can be refunded anew', async () => {
    const outTradeNo = await paidOrder(world)
    const outRefundNo = newNumber('R')
    await world.fault('wechat-pay', 'refund-closed')
    await ask(outTradeNo, outRefundNo, 29900)
    await settled(outRefundNo, 'CLOSED')
    expect(await stateOf(outTradeNo)).toBe('SUCCESS')
    expect((await ask(outTradeNo, newNumber('R'), 29900)).status).toBe(200)
  })

  test('stuck, it waits for the panel, and its money is spoken for', async () => {
    const outTradeNo = await paidOrder(world)
    const outRefundNo = newNumber('R')
    await world.fault('wechat-pay', 'refund-stuck')
    await ask(outTradeNo, outRefundNo, 29900)
    await sleep(30)
    expect((await query(outRefundNo)).json['status']).toBe('PROCESSING')
    expect((await ask(outTradeNo, newNumber('R'), 1)).json['message']).toBe('申请退款金额超过订单可退金额')
    const end = { merchant: world.merchant['mchid'], outRefundNo, status: 'SUCCESS' }
    await world.ask('POST /api/refunds/end', end)
    await settled(outRefundNo, 'SUCCESS')
  })
})
