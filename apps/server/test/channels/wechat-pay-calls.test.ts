import { createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WechatPayAccount } from '../../src/channels/wechat-pay/account.ts'
import { createWechatPay } from '../../src/channels/wechat-pay/client.ts'
import type { Prepay, WechatPayPort } from '../../src/channels/wechat-pay/port.ts'
import { answerJson, startProvider, type Asked, type Provider } from './provider.ts'

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKeyMode = generateKeyPairSync('rsa', { modulusLength: 2048 })
const certificateMode = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()

const account: WechatPayAccount = {
  mchId: '1900000109',
  certificateSerial: '5F1C0000',
  privateKey: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  apiV3Key: '0'.repeat(32),
  platformKeys: [
    { serial: '7A2B', pem: pem(certificateMode.publicKey) },
    { serial: 'PUB_KEY_ID_1', pem: pem(publicKeyMode.publicKey) },
  ],
}
const order: Prepay = {
  method: 'jsapi',
  appId: 'wx88',
  outTradeNo: 'M00001A',
  amountFen: 10000n,
  description: '十次游泳卡'.repeat(20),
  notifyUrl: 'https://shop.cn/notify/wechat-pay/a1',
  timeExpire: new Date('2026-11-20T08:30:00Z'),
  payerOpenId: 'oUpF',
}

let provider: Provider
let port: WechatPayPort

beforeAll(async () => {
  provider = await startProvider()
})
beforeEach(() => {
  port = createWechatPay(account, { baseUrl: provider.url })
})
afterAll(() => provider.close())

type Signing = { serial?: string; key?: KeyObject; at?: number }

function answerSigned(response: ServerResponse, body: string, signing: Signing = {}): void {
  const { serial = 'PUB_KEY_ID_1', key = publicKeyMode.privateKey, at = Date.now() } = signing
  const timestamp = String(Math.floor(at / 1000))
  const signature = createSign('RSA-SHA256').update(`${timestamp}\nabc\n${body}\n`).sign(key, 'base64')
  response.writeHead(body === '' ? 204 : 200, {
    'content-type': 'application/json; charset=utf-8',
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': 'abc',
    'wechatpay-serial': serial,
    'wechatpay-signature': signature,
  })
  response.end(body)
}

const unpaid = { mchid: '1900000109', appid: 'wx88', out_trade_no: 'M00001A', trade_state: 'NOTPAY' }

function isSignedByMerchant(asked: Asked): boolean {
  const header = asked.headers.authorization ?? ''
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? ''
  const path = `${asked.url.pathname}${asked.url.search}`
  const lines = [asked.method, path, field('timestamp'), field('nonce_str'), asked.body]
  return createVerify('RSA-SHA256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .verify(merchant.publicKey, field('signature'), 'base64')
}

describe('what is sent', () => {
  test('a JSAPI order, signed, asking for the public key', async () => {
    provider.behave((_asked, response) => answerSigned(response, '{"prepay_id":"wx2014"}'))
    expect(await port.prepay(order)).toEqual({ kind: 'ok', value: { kind: 'prepay-id', prepayId: 'wx2014' } })

    const [asked] = provider.asked
    expect(asked?.url.pathname).toBe('/v3/pay/transactions/jsapi')
    expect(asked?.headers['wechatpay-serial']).toBe('PUB_KEY_ID_1')
    expect(asked && isSignedByMerchant(asked)).toBe(true)
    const body = JSON.parse(asked?.body ?? '') as Record<string, unknown>
    expect(body).toEqual({
      appid: 'wx88',
      mchid: '1900000109',
      description: '十次游泳卡'.repeat(20).slice(0, 42),
      out_trade_no: 'M00001A',
      time_expire: '2026-11-20T16:30:00+08:00',
      notify_url: 'https://shop.cn/notify/wechat-pay/a1',
      amount: { total: 10000, currency: 'CNY' },
      payer: { openid: 'oUpF' },
    })
  })

  test('an H5 order with the payer’s address, a native one without a payer', async () => {
    provider.behave((_asked, response) =>
      answerSigned(response, '{"h5_url":"https://h5","code_url":"weixin://1"}'),
    )
    const { payerOpenId: _openId, ...anyone } = order
    expect(await port.prepay({ ...anyone, method: 'h5', payerIp: '1.2.3.4' })).toMatchObject({
      value: { h5Url: 'https://h5' },
    })
    expect(await port.prepay({ ...anyone, method: 'native' })).toMatchObject({
      value: { codeUrl: 'weixin://1' },
    })
    const bodies = provider.asked.map((asked) => JSON.parse(asked.body) as Record<string, unknown>)
    expect(bodies[0]?.scene_info).toEqual({ payer_client_ip: '1.2.3.4', h5_info: { type: 'Wap' } })
    expect(bodies[1]).not.toHaveProperty('payer')
  })

  test('a query with the merchant number in the signed path', async () => {
    provider.behave((_asked, response) => answerSigned(response, JSON.stringify(unpaid)))
    expect(await port.query('M00001A')).toEqual({
      kind: 'ok',
      value: { mchId: '1900000109', appId: 'wx88', outTradeNo: 'M00001A', state: 'NOTPAY' },
    })
    expect(provider.asked[0]?.url.search).toBe('?mchid=1900000109')
    expect(provider.asked.every(isSignedByMerchant)).toBe(true)
  })

  test('a close, answered by 204 without a body', async () => {
    provider.behave((_asked, response) => answerSigned(response, ''))
    expect(await port.close('M00001A')).toEqual({ kind: 'ok', value: 'closed' })
  })
})

describe('answers', () => {
  const query = (behaviour: (asked: Asked, response: ServerResponse) => void) => {
    provider.behave(behaviour)
    return port.query('M00001A')
  }
  const body = JSON.stringify(unpaid)

  test('signed with either key of a migration are taken', async () => {
    const signing = { serial: '7A2B', key: certificateMode.privateKey }
    expect(await query((_asked, response) => answerSigned(response, body, signing))).toMatchObject({
      kind: 'ok',
    })
    expect(await query((_asked, response) => answerSigned(response, body))).toMatchObject({ kind: 'ok' })
  })

  test.each<[string, Signing]>([
    ['by a stranger', { key: stranger.privateKey }],
    ['by the other key of a known serial', { key: certificateMode.privateKey }],
    ['under an unknown serial', { serial: 'PUB_KEY_ID_2' }],
    ['six minutes ago', { at: Date.now() - 360_000 }],
    ['six minutes ahead', { at: Date.now() + 360_000 }],
  ])('signed %s decide nothing', async (_name, signing) => {
    const outcome = await query((_asked, response) => answerSigned(response, body, signing))
    expect(outcome).toMatchObject({ kind: 'unknown', cause: 'bad-signature' })
  })

  test('not signed at all decide nothing, even with 204', async () => {
    expect(await query((_asked, response) => answerJson(response, 200, unpaid))).toMatchObject({
      cause: 'bad-signature',
    })
    provider.behave((_asked, response) => void response.writeHead(204).end())
    expect(await port.close('M00001A')).toMatchObject({ kind: 'unknown', cause: 'bad-signature' })
  })

  test.each([
    ['about another number', { ...unpaid, out_trade_no: 'M00001B' }],
    ['about another merchant', { ...unpaid, mchid: '1' }],
    ['in an unknown state', { ...unpaid, trade_state: 'WON' }],
    ['paid without an amount', { ...unpaid, trade_state: 'SUCCESS' }],
    ['that are a list', []],
  ])('%s decide nothing', async (_name, content) => {
    const outcome = await query((_asked, response) => answerSigned(response, JSON.stringify(content)))
    expect(outcome).toMatchObject({ kind: 'unknown', cause: 'bad-answer' })
  })

  test.each([
    [500, { code: 'SYSTEM_ERROR', message: '系统错误' }, { kind: 'unknown', cause: 'server-error' }],
    [502, 'Bad Gateway', { kind: 'unknown', cause: 'server-error' }],
    [400, { code: 'SYSTEM_ERROR', message: '' }, { kind: 'unknown', cause: 'server-error' }],
    [429, { code: 'FREQUENCY_LIMITED' }, { kind: 'unknown', cause: 'rate-limited', retryAfterSeconds: 7 }],
    [403, { code: 'RATELIMIT_EXCEEDED' }, { kind: 'unknown', cause: 'rate-limited' }],
    [404, { code: 'ORDER_NOT_EXIST', message: '' }, { kind: 'absent' }],
    [404, {}, { kind: 'unknown', cause: 'bad-answer' }],
    [302, {}, { kind: 'unknown', cause: 'bad-answer' }],
    [
      401,
      { code: 'SIGN_ERROR', message: '签名错误' },
      { kind: 'refused', code: 'SIGN_ERROR', message: '签名错误', status: 401 },
    ],
    [400, { code: 'ORDER_PAID', message: '' }, { kind: 'refused', code: 'ORDER_PAID' }],
  ])('HTTP %i %j', async (status, content, expected) => {
    const headers = { 'retry-after': '7', location: '/elsewhere' }
    expect(await query((_asked, response) => answerJson(response, status, content, headers))).toMatchObject(
      expected,
    )
    expect(provider.asked).toHaveLength(1)
  })

  test('an empty 404 or 405, as a wrong address gives, is no "absent"', async () => {
    const outcome = await query((_asked, response) => void response.writeHead(404).end())
    expect(outcome).toMatchObject({ kind: 'unknown', cause: 'bad-answer' })
  })

  test('that come too late, by drops, or not at all are unknown', async () => {
    port = createWechatPay(account, { baseUrl: provider.url, timeoutMilliseconds: 300 })
    expect(await query(() => undefined)).toMatchObject({ kind: 'unknown', cause: 'timeout' })
    const drip = (_asked: Asked, response: ServerResponse) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 50)
      response.on('close', () => clearInterval(timer))
    }
    expect(await query(drip)).toMatchObject({ kind: 'unknown', cause: 'timeout' })
    port = createWechatPay(account, { baseUrl: provider.url })
    expect(await query((_asked, response) => void response.destroy())).toMatchObject({ cause: 'network' })
    const nobody = createWechatPay(account, { baseUrl: 'http://127.0.0.1:9' })
    expect(await nobody.query('M00001A')).toMatchObject({ kind: 'unknown', cause: 'network' })
  })

  test('never carry a key or an openid into an outcome', async () => {
    const outcomes: unknown[] = []
    for (const behave of [
      (_asked: Asked, response: ServerResponse) => void response.destroy(),
      (_asked: Asked, response: ServerResponse) =>
        answerJson(response, 400, { code: 'PARAM_ERROR', message: 'x' }),
      (_asked: Asked, response: ServerResponse) => answerJson(response, 200, {}),
    ]) {
      provider.behave(behave)
      outcomes.push(await port.prepay(order))
    }
    const said = JSON.stringify(outcomes)
    expect(said).not.toContain('oUpF')
    expect(said).not.toContain('PRIVATE')
    expect(said).not.toContain(account.apiV3Key)
  })
})

test('a refund answers what it asked for, and an unknown one is absent', async () => {
  const refund = {
    refund_id: '50',
    out_refund_no: 'M00001R',
    transaction_id: '42',
    out_trade_no: 'M00001A',
    status: 'PROCESSING',
    amount: { total: 10000, refund: 2500, currency: 'CNY' },
  }
  provider.behave((_asked, response) => answerSigned(response, JSON.stringify(refund)))
  const request = {
    outTradeNo: 'M00001A',
    outRefundNo: 'M00001R',
    refundFen: 2500n,
    totalFen: 10000n,
    reason: '七日内退卡',
    notifyUrl: 'https://shop.cn/notify/wechat-pay/a1',
  }
  expect(await port.refund(request)).toMatchObject({ value: { state: 'PROCESSING', refundFen: 2500n } })
  expect(JSON.parse(provider.asked[0]?.body ?? '')).toMatchObject({
    amount: { refund: 2500, total: 10000, currency: 'CNY' },
    reason: '七日内退卡',
  })
  expect(await port.queryRefund('M00001Q')).toMatchObject({ kind: 'unknown', cause: 'bad-answer' })
  provider.behave((_asked, response) =>
    answerJson(response, 404, { code: 'RESOURCE_NOT_EXISTS', message: '' }),
  )
  expect(await port.queryRefund('M00001R')).toEqual({ kind: 'absent' })
})
