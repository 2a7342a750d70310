import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createAlipayCodePay } from '../../src/channels/alipay/code-payments.ts'
import { createCodepay } from '../../src/channels/wechat-pay/codepay.ts'
import { createMicropay } from '../../src/channels/wechat-pay/micropay.ts'
import { signV2 } from '../../src/channels/wechat-pay/v2-signature.ts'
import { readFlatXml, writeFlatXml } from '../../src/channels/wechat-pay/v2-xml.ts'
import { startProvider, type Provider } from './provider.ts'
import { newNumber, startStage, type Stage } from './sandbox.ts'

type Merchant = {
  mchid: string
  merchantSerial: string
  merchantPrivateKeyPem: string
  apiV3Key: string
  apiV2Key: string
  platformKeyId: string
  platformPublicKeyPem: string
}
type App = { appId: string; sellerId: string; appPrivateKeyPem: string; alipayPublicKeyPem: string }

/** Both channels and all interfaces in the words that these trials share. */
type Way = {
  provider: 'wechat-pay' | 'alipay'
  pay(outTradeNo: string, authCode: string, hasty?: boolean): Promise<{ kind: string; cause?: string }>
  query(outTradeNo: string): Promise<{ kind: string }>
  reverse(outTradeNo: string, hasty?: boolean): Promise<{ kind: string; value?: unknown; cause?: string }>
}

const appId = 'wx00000000000code'
const mobile = '13800000009'
let stage: Stage
let provider: Provider
let merchant: Merchant
const ways: Record<string, Way> = {}
const names = ['micropay by MD5', 'micropay by HMAC-SHA256', 'codepay', 'trade.pay']

beforeAll(async () => {
  stage = await startStage()
  provider = await startProvider()
  await stage.control('POST', '/api/people', { name: '王小明', mobile })
  merchant = await stage.control<Merchant>('POST', '/api/wechat-pay/merchants', { appid: appId })
  const app = await stage.control<App>('POST', '/api/alipay/apps', {})
  ways['micropay by MD5'] = wechat((address) => createMicropay({ ...v2Account(), signType: 'MD5' }, address))
  ways['micropay by HMAC-SHA256'] = wechat((address) => createMicropay(v2Account(), address))
  ways['codepay'] = wechat((address) => createCodepay(v3Account(), address))
  ways['trade.pay'] = alipay(app)
})
afterEach(() => stage.control('DELETE', '/api/faults'))
afterAll(async () => {
  await stage.close()
  await provider.close()
})

const v2Account = () => ({ mchId: merchant.mchid, apiV2Key: merchant.apiV2Key })
const v3Account = () => ({
  mchId: merchant.mchid,
  certificateSerial: merchant.merchantSerial,
  privateKey: merchant.merchantPrivateKeyPem,
  apiV3Key: merchant.apiV3Key,
  platformKeys: [{ serial: merchant.platformKeyId, pem: merchant.platformPublicKeyPem }],
})

const hastyMilliseconds = 300
const payment = (outTradeNo: string, authCode: string) => ({
  appId,
  outTradeNo,
  amountFen: 100_00n,
  description: '十次卡 & <储值>',
  authCode,
  terminalIp: '127.0.0.1',
  storeId: 'S1',
})

type Address = { baseUrl: string; timeoutMilliseconds?: number }
function wechat(create: (address: Address) => ReturnType<typeof createMicropay>): Way {
  const baseUrl = stage.sandbox.wechatPay
  const port = create({ baseUrl })
  const hastyPort = create({ baseUrl, timeoutMilliseconds: hastyMilliseconds })
  return {
    provider: 'wechat-pay',
    pay: (number, code, hasty) => (hasty ? hastyPort : port).pay(payment(number, code)),
    query: (outTradeNo) => port.query({ outTradeNo, appId }),
    reverse: (outTradeNo, hasty) => (hasty ? hastyPort : port).reverse({ outTradeNo, appId }),
  }
}

function alipay(app: App): Way {
  const account = {
    appId: app.appId,
    sellerId: app.sellerId,
    privateKey: app.appPrivateKeyPem,
    trust: { mode: 'public-key' as const, alipayPublicKey: app.alipayPublicKeyPem },
  }
  const gatewayUrl = `${stage.sandbox.alipay}/gateway.do`
  const now = () => new Date()
  const port = createAlipayCodePay(account, { gatewayUrl }, now)
  const hastyPort = createAlipayCodePay(account, { gatewayUrl, timeoutMilliseconds: hastyMilliseconds }, now)
  const order = (outTradeNo: string, authCode: string) => ({
    outTradeNo,
    amountFen: 100_00n,
    subject: '十次卡',
    notifyUrl: stage.notifyUrl,
    timeExpire: new Date(Date.now() + 60_000),
    authCode,
    storeId: 'S1',
  })
  return {
    provider: 'alipay',
    pay: (number, code, hasty) => (hasty ? hastyPort : port).pay(order(number, code)),
    query: async (number) => {
      const { items } = await stage.control<{ items: { state: string }[] }>(
        'GET',
        `/api/trades?outTradeNo=${number}`,
      )
      return { kind: items.length > 0 ? 'ok' : 'absent', value: items[0] }
    },
    reverse: (number, hasty) => (hasty ? hastyPort : port).cancel(number),
  }
}

const codeFor = async ({ provider: channel }: Way, more: object = {}) =>
  (
    await stage.control<{ code: string }>('POST', '/api/payment-codes', {
      provider: channel,
      mobile,
      ...more,
    })
  ).code

const doubts = [
  ['slow', 'timeout'],
  ['error-after-accept', 'server-error'],
  ['answer-lost', 'network'],
] as const

describe.each(names)('%s', (name) => {
  test('pays, waits, refuses, and takes back', async () => {
    const way = ways[name]!
    const [paid, waiting, refused] = [newNumber(), newNumber(), newNumber()]
    expect(await way.pay(paid, await codeFor(way))).toMatchObject({ kind: 'ok' })
    expect(await way.pay(waiting, await codeFor(way, { needsPassword: true }))).toMatchObject({
      kind: 'ok',
      value: name === 'trade.pay' ? 'waiting' : { state: 'USERPAYING', outTradeNo: waiting },
    })
    expect(await way.pay(refused, await codeFor(way, { refuses: true }))).toMatchObject({ kind: 'refused' })
    const done = name === 'trade.pay' ? 'cancelled' : 'reversed'
    for (const number of [paid, waiting, paid])
      expect(await way.reverse(number)).toEqual({ kind: 'ok', value: done })
    expect(await way.reverse(newNumber())).toEqual({ kind: 'absent' })
  })

  test.each(doubts)('%s while paying is unknown, and the query finds the payment', async (fault, cause) => {
    const way = ways[name]!
    const number = newNumber()
    await stage.fault({ provider: way.provider, fault, on: 'barcode', milliseconds: 900 })
    const answer = await way.pay(number, await codeFor(way), fault === 'slow')
    // Alipay's library says it once more by itself when the socket broke, and hears of the first time.
    const isRepeated = name === 'trade.pay' && fault === 'answer-lost'
    expect(answer).toMatchObject({ kind: 'unknown', cause: isRepeated ? 'server-error' : cause })
    expect(await way.query(number)).toMatchObject({ kind: 'ok' })
  })

  test('what comes again under a used number is in doubt, never refused', async () => {
    const way = ways[name]!
    const number = newNumber()
    await way.pay(number, await codeFor(way))
    expect(await way.pay(number, await codeFor(way))).toMatchObject({ kind: 'unknown' })
  })

  test.each(doubts)('%s while taking back is unknown; once more, it is done', async (fault, cause) => {
    const way = ways[name]!
    const number = newNumber()
    await way.pay(number, await codeFor(way))
    await stage.fault({ provider: way.provider, fault, on: 'reverse', milliseconds: 900 })
    const isRepeated = name === 'trade.pay' && fault === 'answer-lost'
    expect(await way.reverse(number, fault === 'slow')).toMatchObject(
      isRepeated ? { kind: 'ok' } : { kind: 'unknown', cause },
    )
    expect(await way.reverse(number)).toMatchObject({ kind: 'ok' })
  })

  test('429 asks for patience and has done nothing', async () => {
    const way = ways[name]!
    const number = newNumber()
    await stage.fault({ provider: way.provider, fault: 'rate-limit', on: 'barcode' })
    expect(await way.pay(number, await codeFor(way))).toMatchObject({
      kind: 'unknown',
      cause: 'rate-limited',
    })
    expect(await way.query(number)).toMatchObject({ kind: 'absent' })
  })
})

describe('answers of APIv2 that a well-behaved stand-in never gives', () => {
  const answers = (change: (fields: Map<string, string>) => Map<string, string>) => {
    provider.behave((asked, response) => {
      const call = readFlatXml(asked.body)
      const fields = change(
        new Map([
          ['return_code', 'SUCCESS'],
          ['result_code', 'SUCCESS'],
          ['appid', appId],
          ['mch_id', merchant.mchid],
          ['out_trade_no', call.get('out_trade_no') ?? ''],
          ['transaction_id', '4200'],
          ['total_fee', '10000'],
          ['trade_type', 'MICROPAY'],
          ['time_end', '20261120163424'],
          ['openid', 'o1'],
        ]),
      )
      response.end(writeFlatXml(fields))
    })
    return createMicropay(v2Account(), { baseUrl: provider.url }).pay(
      payment(newNumber(), '130000000000000000'),
    )
  }
  const signed = (
    fields: Map<string, string>,
    key = merchant.apiV2Key,
    type: 'MD5' | 'HMAC-SHA256' = 'HMAC-SHA256',
  ) => new Map([...fields, ['sign', signV2(fields, key, type)]])

  test('the right answer is read', async () => {
    expect(await answers((fields) => signed(fields))).toMatchObject({
      kind: 'ok',
      value: {
        state: 'SUCCESS',
        payment: { totalFen: 10000n, paidAt: new Date('2026-11-20T16:34:24+08:00') },
      },
    })
  })

  test.each<[string, (fields: Map<string, string>) => Map<string, string>, string]>([
    ['unsigned', (fields) => fields, 'bad-signature'],
    ['signed by another', (fields) => signed(fields, 'x'.repeat(32)), 'bad-signature'],
    ['signed in the weaker way', (fields) => signed(fields, merchant.apiV2Key, 'MD5'), 'bad-signature'],
    ['of another number', (fields) => signed(fields.set('out_trade_no', 'M2')), 'bad-answer'],
    ['of another merchant', (fields) => signed(fields.set('mch_id', '1900000999')), 'bad-answer'],
    ['without an amount', (fields) => signed(fields.set('total_fee', '')), 'bad-answer'],
    ['with half a fen', (fields) => signed(fields.set('total_fee', '1.5')), 'bad-answer'],
    ['with a time of its own', (fields) => signed(fields.set('time_end', 'now')), 'bad-answer'],
  ])('%s: unknown', async (_, change, cause) => {
    expect(await answers(change)).toMatchObject({ kind: 'unknown', cause })
  })

  test('no XML, too much of it, and nobody there: unknown', async () => {
    const port = createMicropay(v2Account(), { baseUrl: provider.url })
    for (const body of ['<html>502</html>', 'x'.repeat(100_000), '']) {
      provider.behave((_asked, response) => response.end(body))
      expect(await port.query({ outTradeNo: newNumber(), appId })).toMatchObject({ kind: 'unknown' })
    }
    const nobody = createMicropay(v2Account(), { baseUrl: 'http://127.0.0.1:9' })
    expect(await nobody.reverse({ outTradeNo: newNumber(), appId })).toMatchObject({
      kind: 'unknown',
      cause: 'network',
    })
  })

  test('a service provider names itself, its merchant and the app', async () => {
    let asked = new Map<string, string>()
    provider.behave((call, response) => {
      asked = new Map(readFlatXml(call.body))
      response.end('')
    })
    const account = { ...v2Account(), partner: { appId: 'wxpartner', subMchId: '1900000222' } }
    const port = createMicropay(account, { baseUrl: provider.url })
    await port.pay(payment(newNumber(), '130000000000000000'))
    expect(Object.fromEntries(asked)).toMatchObject({
      appid: 'wxpartner',
      sub_appid: appId,
      mch_id: merchant.mchid,
      sub_mch_id: '1900000222',
      body: '十次卡 & <储值>',
      total_fee: '10000',
    })
    expect(asked.get('sign')).toHaveLength(64)
  })
})
