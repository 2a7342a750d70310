import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSealedText, signedBy, wechatPayClient } from './client.ts'
import { newNumber, openWorld } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.close())
beforeEach(() => world.forget())

const native = '/v3/pay/transactions/native'
const now = (): number => Math.floor(Date.now() / 1000)

describe('what is refused before anything is read', () => {
  const format = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》'
  const refusals = [
    [
      'no signature on an order',
      native,
      { headers: { authorization: undefined } },
      401,
      'SIGN_ERROR',
      '签名信息错误，验签失败',
    ],
    [
      'no signature elsewhere',
      '/v3/refund/domestic/refunds',
      { headers: { authorization: undefined } },
      401,
      'SIGN_ERROR',
      format,
    ],
    ['another scheme', native, { headers: { authorization: 'Basic YTpi' } }, 401, 'SIGN_ERROR', format],
    ['a body changed on the way', native, { body: '{"a":1}' }, 401, 'SIGN_ERROR', '签名错误'],
    [
      'six minutes old',
      native,
      { timestamp: now() - 360 },
      401,
      'SIGN_ERROR',
      'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
    ],
    [
      'six minutes ahead',
      native,
      { timestamp: now() + 360 },
      401,
      'SIGN_ERROR',
      'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
    ],
    [
      'another certificate',
      native,
      { serial: 'ABCD' },
      401,
      'SIGN_ERROR',
      '商户证书序列号有误。请使用签名私钥匹配的证书序列号',
    ],
    [
      'no User-Agent',
      native,
      { headers: { 'user-agent': '' } },
      400,
      'INVALID_REQUEST',
      'Http头缺少Accept或User-Agent',
    ],
  ] as const

  test.each(refusals)('%s', async (_what, path, bent, status, code, message) => {
    const answer = await world.pay('POST', path, world.order(newNumber()), bent)
    expect([answer.status, answer.json['code'], answer.json['message']]).toEqual([status, code, message])
    expect(answer.headers.get('wechatpay-signature')).toBeNull()
    expect(answer.headers.get('request-id')).not.toBeNull()
  })

  test('an unknown path is 404 and a wrong method 405, both without a body', async () => {
    const unknown = await world.pay('GET', '/v3/nothing')
    const wrong = await world.pay('DELETE', native)
    expect([unknown.status, unknown.text, wrong.status, wrong.text]).toEqual([404, '', 405, ''])
  })
})

describe('answers', () => {
  test('are signed over the bytes sent, an empty 204 too', async () => {
    const outTradeNo = newNumber()
    const made = await world.pay('POST', native, world.order(outTradeNo))
    const closed = await world.pay('POST', `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`, {
      mchid: world.merchant['mchid'],
    })
    expect([made.status, closed.status, closed.text]).toEqual([200, 204, ''])
    for (const answer of [made, closed]) {
      expect(signedBy(world.merchant, answer.text, (name) => answer.headers.get(name))).toBe('public-key')
    }
  })

  test.each([
    ['certificate', ['certificate', 'certificate']],
    ['alternating', ['public-key', 'certificate']],
  ])('come by %s', async (keyMode, expected) => {
    const merchant = await world.ask('POST /api/wechat-pay/merchants', { keyMode, appid: world.appId })
    const pay = wechatPayClient(world.sandbox, merchant)
    const keys: (string | undefined)[] = []
    for (const _ of expected) {
      const answer = await pay('POST', native, { ...world.order(newNumber()), mchid: merchant['mchid'] })
      keys.push(signedBy(merchant, answer.text, (name) => answer.headers.get(name)))
    }
    expect(keys).toEqual(expected)
  })
})

describe('the list of platform certificates', () => {
  test('is empty for merchants with a public key', async () => {
    const answer = await world.pay('GET', '/v3/certificates')
    expect([answer.status, answer.json['code']]).toEqual([404, 'RESOURCE_NOT_EXISTS'])
  })

  test('is sealed with the APIv3 key, and renewed when the certificate is', async () => {
    const merchant = await world.ask('POST /api/wechat-pay/merchants', {
      keyMode: 'certificate',
      appid: world.appId,
    })
    const pay = wechatPayClient(world.sandbox, merchant)
    const [first] = (await pay('GET', '/v3/certificates')).json['data']
    const sealed = first['encrypt_certificate']
    const pem = openSealedText(sealed, merchant['apiV3Key'])
    const bent = { ...sealed, ciphertext: flip(sealed['ciphertext']) }
    expect(() => openSealedText(bent, merchant['apiV3Key'])).toThrow()
    const certificate = new X509Certificate(pem)
    expect(certificate.serialNumber).toBe(first['serial_no'])
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(Date.now())

    const rotated = await world.ask('POST /api/wechat-pay/certificate-rotations', {})
    const [second] = (await pay('GET', '/v3/certificates')).json['data']
    expect(second['serial_no']).toBe(rotated['platformCertificateSerial'])
    expect(second['serial_no']).not.toBe(first['serial_no'])
  })
})

/** One bit of the tag. */
function flip(ciphertext: string): string {
  const bytes = Buffer.from(ciphertext, 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return bytes.toString('base64')
}
