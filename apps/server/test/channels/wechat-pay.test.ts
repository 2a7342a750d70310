import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createWechatOpen } from '../../src/channels/wechat-open/client.ts'
import type { WechatApp } from '../../src/channels/wechat-open/request.ts'
import { uploadShipping } from '../../src/channels/wechat-open/shipping.ts'
import { memoryTokenStore } from '../../src/channels/wechat-open/token-store.ts'
import { jsapiParameters } from '../../src/channels/wechat-pay/pay-parameters.ts'
import type { PrepayMethod } from '../../src/channels/wechat-pay/port.ts'
import { newNumber } from './sandbox.ts'
import { appId, mobile, openWechatShop, type WechatShop } from './wechat-shop.ts'

let shop: WechatShop

beforeAll(async () => {
  shop = await openWechatShop()
})
afterEach(() => shop.stage.control('DELETE', '/api/faults'))
afterAll(() => shop.stage.close())

describe.each(['public-key', 'certificate', 'alternating'])('with keys in the mode %s', (keyMode) => {
  test('an order is made, paid on the phone, heard of, refunded and heard of again', async () => {
    const owner = await shop.openAccount(keyMode)
    const own = shop.portOf(owner)
    const bought = shop.order()
    const prepaid = await own.prepay(bought)
    if (prepaid.kind !== 'ok' || prepaid.value.kind !== 'prepay-id') throw new Error(JSON.stringify(prepaid))

    const nonce = randomBytes(16).toString('hex')
    const parameters = jsapiParameters(owner, {
      appId,
      prepayId: prepaid.value.prepayId,
      now: new Date(),
      nonce,
    })
    const tapped = await shop.stage.control('POST', '/api/wechat-pay/jsapi-pay', { ...parameters, mobile })
    expect(tapped).toEqual({ errMsg: 'requestPayment:ok' })

    const asked = await own.query(bought.outTradeNo)
    const heard = await shop.open(owner)
    expect(asked).toMatchObject({
      kind: 'ok',
      value: {
        mchId: owner.mchId,
        appId,
        outTradeNo: bought.outTradeNo,
        state: 'SUCCESS',
        payment: { totalFen: 10000n, currency: 'CNY', tradeType: 'JSAPI', payerOpenId: shop.payerOpenId },
      },
    })
    expect(heard).toMatchObject({ kind: 'payment', transaction: asked.kind === 'ok' ? asked.value : {} })

    const refund = { outRefundNo: newNumber(), refundFen: 2500n, totalFen: 10000n, reason: '七日内退卡' }
    const request = { ...refund, outTradeNo: bought.outTradeNo, notifyUrl: shop.stage.notifyUrl }
    expect(await own.refund(request)).toMatchObject({
      kind: 'ok',
      value: { state: 'PROCESSING', refundFen: 2500n },
    })
    expect(await shop.open(owner)).toMatchObject({
      kind: 'refund',
      mchId: owner.mchId,
      refund: { outRefundNo: refund.outRefundNo, state: 'SUCCESS', refundFen: 2500n, totalFen: 10000n },
    })
    expect(await own.queryRefund(refund.outRefundNo)).toMatchObject({ value: { state: 'SUCCESS' } })
  })
})

test.each<[PrepayMethod, string]>([
  ['h5', 'h5-url'],
  ['native', 'code-url'],
  ['app', 'prepay-id'],
])('an order by %s gives a %s', async (method, kind) => {
  expect(await shop.port.prepay(shop.order({ method }))).toMatchObject({ kind: 'ok', value: { kind } })
})

test('a number that WeChat Pay never saw is absent', async () => {
  expect(await shop.port.query(newNumber())).toEqual({ kind: 'absent' })
  expect(await shop.port.queryRefund(newNumber())).toEqual({ kind: 'absent' })
})

test('an order is closed once and stays so', async () => {
  const bought = shop.order()
  await shop.port.prepay(bought)
  expect(await shop.port.close(bought.outTradeNo)).toEqual({ kind: 'ok', value: 'closed' })
  expect(await shop.port.query(bought.outTradeNo)).toMatchObject({ value: { state: 'CLOSED' } })
  expect(await shop.port.prepay(bought)).toMatchObject({ kind: 'refused', code: 'ORDER_CLOSED' })
})

test('a paid order is neither closed nor made again', async () => {
  const bought = await shop.paid()
  await shop.open()
  expect(await shop.port.close(bought.outTradeNo)).toMatchObject({ kind: 'refused', code: 'ORDER_PAID' })
  expect(await shop.port.prepay(bought)).toMatchObject({ kind: 'refused', code: 'ORDER_PAID' })
})

test('a repeat with the same content is the same order, with other content it is refused', async () => {
  const bought = shop.order()
  const first = await shop.port.prepay(bought)
  expect(await shop.port.prepay(bought)).toEqual(first)
  expect(await shop.port.prepay({ ...bought, amountFen: 1n })).toMatchObject({ kind: 'refused' })
})

test.each([
  ['an app of somebody else', { appId: 'wx0000000000000009' }, 'APPID_MCHID_NOT_MATCH'],
  ['an openid of another app', { payerOpenId: 'oXXXX' }, 'PARAM_ERROR'],
])('%s is refused', async (_name, change, code) => {
  expect(await shop.port.prepay(shop.order(change))).toMatchObject({ kind: 'refused', code })
})

test("another merchant's private key is refused", async () => {
  const other = await shop.openAccount('public-key')
  const mixed = shop.portOf({ ...shop.account, privateKey: other.privateKey })
  expect(await mixed.query(newNumber())).toMatchObject({ kind: 'refused', code: 'SIGN_ERROR', status: 401 })
})

test('a delivery is reported to the mini-program once, however often it is told', async () => {
  const app = await shop.stage.control<WechatApp>('POST', '/api/wechat-open/apps', {
    kind: 'mini-program',
    appId,
  })
  const tokens = memoryTokenStore()
  const wechat = createWechatOpen({ address: { baseUrl: shop.stage.sandbox.wechatOpen }, tokens })
  const bought = await shop.paid()
  await shop.open()
  const shipping = {
    order: { mchId: shop.account.mchId, outTradeNo: bought.outTradeNo },
    manner: 'virtual' as const,
    itemDescription: bought.description,
    deliveredAt: new Date(),
    payerOpenId: shop.payerOpenId,
  }
  expect(await uploadShipping(wechat, app, shipping)).toEqual({ kind: 'ok', value: 'reported' })
  expect(await uploadShipping(wechat, app, shipping)).toEqual({ kind: 'ok', value: 'reported' })
  const unpaid = { ...shipping, order: { mchId: shop.account.mchId, outTradeNo: newNumber() } }
  expect(await uploadShipping(wechat, app, unpaid)).toMatchObject({ kind: 'refused', code: '10060001' })
})
