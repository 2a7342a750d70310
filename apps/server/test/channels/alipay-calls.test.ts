import { createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlipayAccount } from '../../src/channels/alipay/account.ts'
import { alipayAuthorizeUrl } from '../../src/channels/alipay/authorize-url.ts'
import { createAlipay } from '../../src/channels/alipay/client.ts'
import type { AlipayPort } from '../../src/channels/alipay/port.ts'
import { answerJson, startProvider, type Asked, type Provider } from './provider.ts'

const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const app = generateKeyPairSync('rsa', { modulusLength: 2048 })
const account: AlipayAccount = {
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey: app.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  trust: {
    mode: 'public-key',
    alipayPublicKey: alipay.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  },
}
const order = {
  outTradeNo: 'M00001A',
  amountFen: 10050n,
  subject: '十次卡 50% A&B=C/D',
  notifyUrl: 'https://shop.cn/notify/alipay/a1',
  timeExpire: new Date('2026-11-20T08:30:00Z'),
}

let provider: Provider
let port: AlipayPort

beforeAll(async () => {
  provider = await startProvider()
  const address = { gatewayUrl: `${provider.url}/gateway.do`, timeoutMilliseconds: 2000 }
  port = createAlipay(account, address, () => new Date('2026-11-20T08:00:00Z'))
})
afterAll(() => provider.close())

function answer(response: ServerResponse, method: string, content: object, key?: KeyObject): void {
  answerAs(response, `${method.replaceAll('.', '_')}_response`, content, key)
}

function answerAs(response: ServerResponse, name: string, content: object, key = alipay.privateKey): void {
  const inner = JSON.stringify(content)
  const sign = createSign('RSA-SHA256').update(inner).sign(key, 'base64')
  response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' })
  response.end(`{"${name}":${inner},"sign":"${sign}"}`)
}

function parametersOf(url: URL, body: string): Record<string, string> {
  return { ...Object.fromEntries(url.searchParams), ...Object.fromEntries(new URLSearchParams(body)) }
}

function isSignedByApp(parameters: Record<string, string>): boolean {
  const text = Object.keys(parameters)
    .filter((name) => name !== 'sign')
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')
  return createVerify('RSA-SHA256')
    .update(text)
    .verify(app.publicKey, parameters.sign ?? '', 'base64')
}

const success = { code: '10000', msg: 'Success' }
const trade = {
  ...success,
  trade_no: '2026',
  out_trade_no: 'M00001A',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '100.50',
}

describe('what is sent', () => {
  test.each([
    ['wapPay', 'alipay.trade.wap.pay', 'QUICK_WAP_WAY'],
    ['pagePay', 'alipay.trade.page.pay', 'FAST_INSTANT_TRADE_PAY'],
  ] as const)('%s is a signed address', (name, method, product) => {
    const url = new URL(
      port[name]({ ...order, returnUrl: 'https://shop.cn/back', quitUrl: 'https://shop.cn/quit' }),
    )
    const parameters = parametersOf(url, '')
    expect(isSignedByApp(parameters)).toBe(true)
    expect(parameters).toMatchObject({
      method,
      timestamp: '2026-11-20 16:00:00',
      return_url: 'https://shop.cn/back',
    })
    expect(JSON.parse(parameters.biz_content ?? '')).toMatchObject({
      out_trade_no: 'M00001A',
      total_amount: '100.50',
      subject: '十次卡 50% A B C D',
      time_expire: '2026-11-20 16:30:00',
      product_code: product,
    })
  })

  test('create names the buyer and the app', async () => {
    provider.behave((_asked, response) =>
      answer(response, 'alipay.trade.create', { ...success, trade_no: '2026', out_trade_no: 'M00001A' }),
    )
    expect(await port.create({ ...order, buyer: { openId: '020abc' } })).toEqual({
      kind: 'ok',
      value: { tradeNo: '2026' },
    })
    const [asked] = provider.asked
    const parameters = asked ? parametersOf(asked.url, asked.body) : {}
    expect(isSignedByApp(parameters)).toBe(true)
    expect(JSON.parse(parameters.biz_content ?? '')).toMatchObject({
      buyer_open_id: '020abc',
      op_app_id: '2021000000000001',
      product_code: 'JSAPI_PAY',
    })
  })
})

describe('answers', () => {
  test('of the gateway itself refuse when they are signed', async () => {
    const error = {
      code: '40002',
      msg: 'Invalid Arguments',
      sub_code: 'isv.code-invalid',
      sub_msg: '授权码无效',
    }
    provider.behave((_asked, response) => answerAs(response, 'error_response', error))
    const expected = { kind: 'refused', code: 'isv.code-invalid', message: '授权码无效', status: 200 }
    expect(await port.oauthToken('used')).toEqual(expected)
    provider.behave((_asked, response) => answerAs(response, 'error_response', error, stranger.privateKey))
    expect(await port.oauthToken('used')).toMatchObject({ kind: 'unknown', cause: 'bad-signature' })
  })

  const query = (content: object) => {
    provider.behave((_asked, response) => answer(response, 'alipay.trade.query', content))
    return port.query('M00001A')
  }

  test('of a paid trade', async () => {
    expect(await query({ ...trade, send_pay_date: '2026-11-20 16:00:00', buyer_user_id: '2088' })).toEqual({
      kind: 'ok',
      value: {
        tradeNo: '2026',
        outTradeNo: 'M00001A',
        state: 'TRADE_SUCCESS',
        totalFen: 10050n,
        paidAt: new Date('2026-11-20T08:00:00Z'),
        buyer: { userId: '2088' },
      },
    })
  })

  test.each([
    [{ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: '交易不存在' }, { kind: 'absent' }],
    [
      { code: '40004', sub_code: 'ACQ.SYSTEM_ERROR' },
      { kind: 'unknown', cause: 'server-error' },
    ],
    [
      { code: '20000', sub_code: 'isp.unknow-error' },
      { kind: 'unknown', cause: 'server-error' },
    ],
    [
      { code: '40002', sub_code: 'isv.invalid-signature', sub_msg: '无效签名' },
      { kind: 'refused', code: 'isv.invalid-signature', message: '无效签名' },
    ],
    [
      { code: '40005', sub_code: 'isv.app-call-limited' },
      { kind: 'unknown', cause: 'rate-limited' },
    ],
    [
      { ...trade, out_trade_no: 'M00001B' },
      { kind: 'unknown', cause: 'bad-answer' },
    ],
    [
      { ...trade, total_amount: '1.005' },
      { kind: 'unknown', cause: 'bad-answer' },
    ],
    [
      { ...trade, trade_status: 'WON' },
      { kind: 'unknown', cause: 'bad-answer' },
    ],
    [{ msg: 'no code' }, { kind: 'unknown', cause: 'bad-answer' }],
  ])('%j', async (content, expected) => {
    expect(await query(content)).toMatchObject(expected)
  })

  test.each<[string, (asked: Asked, response: ServerResponse) => void, string]>([
    [
      'signed by a stranger',
      (_asked, response) => answer(response, 'alipay.trade.query', trade, stranger.privateKey),
      'bad-signature',
    ],
    [
      'unsigned',
      (_asked, response) => answerJson(response, 200, { alipay_trade_query_response: trade }),
      'bad-signature',
    ],
    [
      'an unsigned error',
      (_asked, response) => answerJson(response, 200, { error_response: { code: '40002' } }),
      'bad-signature',
    ],
    ['to another method', (_asked, response) => answer(response, 'alipay.trade.close', trade), 'bad-answer'],
    ['no JSON', (_asked, response) => void response.end('<html>'), 'bad-answer'],
    ['HTTP 500', (_asked, response) => void response.writeHead(500).end(), 'server-error'],
    ['HTTP 429', (_asked, response) => void response.writeHead(429).end(), 'rate-limited'],
    ['HTTP 404', (_asked, response) => void response.writeHead(404).end(), 'bad-answer'],
    ['too late', () => undefined, 'timeout'],
    ['lost', (_asked, response) => void response.destroy(), 'network'],
  ])('%s decides nothing', async (_name, behaviour, cause) => {
    provider.behave(behaviour)
    expect(await port.query('M00001A')).toMatchObject({ kind: 'unknown', cause })
  })

  test('a repeated refund moves no money, and its query decides', async () => {
    const refund = {
      ...success,
      trade_no: '2026',
      out_trade_no: 'M00001A',
      refund_fee: '30.00',
      fund_change: 'N',
    }
    provider.behave((_asked, response) => answer(response, 'alipay.trade.refund', refund))
    const request = { outTradeNo: 'M00001A', outRequestNo: 'M00001R', refundFen: 3000n, reason: '退卡' }
    expect(await port.refund(request)).toEqual({
      kind: 'ok',
      value: { tradeNo: '2026', outTradeNo: 'M00001A', refundedTotalFen: 3000n, moneyMoved: false },
    })

    const method = 'alipay.trade.fastpay.refund.query'
    provider.behave((_asked, response) => answer(response, method, success))
    expect(await port.queryRefund(request)).toEqual({ kind: 'absent' })
    const done = {
      ...success,
      out_request_no: 'M00001R',
      refund_amount: '30.00',
      refund_status: 'REFUND_SUCCESS',
    }
    provider.behave((_asked, response) => answer(response, method, done))
    expect(await port.queryRefund(request)).toMatchObject({ kind: 'ok', value: { refundFen: 3000n } })
  })

  test('a token is read although its success carries no code', async () => {
    const token = { open_id: '020abc', access_token: 'secret', expires_in: 1296000 }
    provider.behave((_asked, response) => answer(response, 'alipay.system.oauth.token', token))
    expect(await port.oauthToken('c')).toEqual({
      kind: 'ok',
      value: { buyer: { openId: '020abc' }, accessToken: 'secret', expiresInSeconds: 1296000 },
    })
    provider.behave((_asked, response) =>
      answer(response, 'alipay.system.oauth.token', { access_token: 'secret' }),
    )
    expect(await port.oauthToken('c')).toMatchObject({ kind: 'unknown', cause: 'bad-answer' })
  })
})

test('the login address', () => {
  const input = { appId: '2021', redirectUrl: 'https://shop.cn/h5/', scope: 'auth_base' as const, state: 's' }
  expect(alipayAuthorizeUrl('https://openauth.alipay.com', input)).toBe(
    'https://openauth.alipay.com/oauth2/publicAppAuthorize.htm?app_id=2021&scope=auth_base' +
      '&redirect_uri=https%3A%2F%2Fshop.cn%2Fh5%2F&state=s',
  )
})
