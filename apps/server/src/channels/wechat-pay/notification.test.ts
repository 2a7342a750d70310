import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ForgedNotification, type ForgeryReason } from '../forged-notification.ts'
import {
  damaged,
  envelope,
  flip,
  genuine,
  now,
  paid,
  seal,
  sign,
  stranger,
  trust,
  withHeader,
} from './notification-forger.ts'
import { openNotification, type Signed } from './notification.ts'
import type { Trust } from './trust.ts'

function reasonOf(signed: Signed, by: Trust = trust): ForgeryReason | undefined {
  try {
    openNotification(by, signed)
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(ForgedNotification)
    return (error as ForgedNotification).reason
  }
}

describe('a genuine notification', () => {
  test('of a payment is read', () => {
    expect(openNotification(trust, genuine())).toEqual({
      id: 'EV-2018022511223320873',
      eventType: 'TRANSACTION.SUCCESS',
      kind: 'payment',
      transaction: {
        mchId: '1900000109',
        appId: 'wx8888888888888888',
        outTradeNo: 'M00001ABCDEFGHJKMNPQRSTVWXYZ0123',
        state: 'SUCCESS',
        payment: {
          transactionId: '4200001234202611201234567890',
          paidAt: new Date('2026-11-20T07:59:58Z'),
          totalFen: 10000n,
          payerTotalFen: 9000n,
          currency: 'CNY',
          tradeType: 'JSAPI',
          payerOpenId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
        },
      },
    })
  })

  test('of a refund is read, with an empty associated_data', () => {
    const content = {
      mchid: '1900000109',
      out_trade_no: 'M00001A',
      transaction_id: '42',
      out_refund_no: 'M00001R',
      refund_id: '50',
      refund_status: 'SUCCESS',
      success_time: '2026-11-20T15:00:00+08:00',
      user_received_account: '支付用户零钱',
      amount: { total: 10000, refund: 2500, payer_total: 10000, payer_refund: 2500 },
    }
    const opened = openNotification(
      trust,
      genuine(envelope(seal({ content, originalType: 'refund', associated: '' }))),
    )
    expect(opened).toMatchObject({
      kind: 'refund',
      mchId: '1900000109',
      refund: { outRefundNo: 'M00001R', state: 'SUCCESS', refundFen: 2500n, totalFen: 10000n },
    })
  })

  test('about something else is told apart', () => {
    const resource = seal({ content: { mchid: '1', state: 'SUCCESS' }, originalType: 'coupon' })
    expect(openNotification(trust, genuine(envelope(resource)))).toMatchObject({
      kind: 'other',
      originalType: 'coupon',
    })
  })

  test.each([-300, 300])('is fresh %i seconds away', (seconds) => {
    expect(
      reasonOf(sign(JSON.stringify(envelope()), { at: new Date(now.getTime() + seconds * 1000) })),
    ).toBeUndefined()
  })
})

describe('refused', () => {
  const body = JSON.stringify(envelope())
  const at = (seconds: number) => sign(body, { at: new Date(now.getTime() + seconds * 1000) })
  const cases: Record<string, [ForgeryReason, () => Signed]> = {
    'stale by a second': ['stale', () => at(-301)],
    'from the future': ['stale', () => at(301)],
    'a timestamp in milliseconds': [
      'header_malformed',
      () => withHeader(genuine(), 'wechatpay-timestamp', `${now.getTime()}`),
    ],
    'a timestamp of no digits': [
      'header_malformed',
      () => withHeader(genuine(), 'wechatpay-timestamp', 'NaN'),
    ],
    'a timestamp in hexadecimal': [
      'header_malformed',
      () => withHeader(genuine(), 'wechatpay-timestamp', '0x691ed3c0'),
    ],
    'another timestamp than was signed': [
      'signature_wrong',
      () => withHeader(genuine(), 'wechatpay-timestamp', String(now.getTime() / 1000 + 1)),
    ],
    'an unknown serial': ['serial_unknown', () => sign(body, { serial: 'PUB_KEY_ID_X' })],
    'a serial named like a property': ['serial_unknown', () => sign(body, { serial: '__proto__' })],
    "a stranger's signature": ['signature_wrong', () => sign(body, { key: stranger })],
    'a signature probe': [
      'signature_probe',
      () => withHeader(genuine(), 'wechatpay-signature', 'WECHATPAY/SIGNTEST/AAAA'),
    ],
    'a signature that is not base64': [
      'header_malformed',
      () => withHeader(genuine(), 'wechatpay-signature', '!!!!'),
    ],
    'a repeated header': ['header_malformed', () => withHeader(genuine(), 'wechatpay-nonce', ['a', 'b'])],
    'one changed byte in the body': [
      'signature_wrong',
      () => ({ ...genuine(), body: Buffer.from(body.replace('EV-2018', 'EV-2019')) }),
    ],
    'a body with another spacing': [
      'signature_wrong',
      () => ({ ...genuine(), body: Buffer.from(JSON.stringify(envelope(), null, 1)) }),
    ],
    'an empty body': ['body_malformed', () => sign('')],
    'a body that is no JSON': ['body_malformed', () => sign('<xml></xml>')],
    'a body that is a list': ['body_malformed', () => sign('[]')],
    'no resource': ['body_malformed', () => sign('{"id":"EV-1","event_type":"X"}')],
    'no event id': ['body_malformed', () => genuine({ ...envelope(), id: undefined })],
    'another algorithm': ['ciphertext_malformed', () => genuine(envelope({ ...seal(), algorithm: 'NONE' }))],
    'ciphertext that is not base64': [
      'ciphertext_malformed',
      () => genuine(envelope({ ...seal(), ciphertext: '@@@@' })),
    ],
    'base64 of a broken length': [
      'ciphertext_malformed',
      () => genuine(envelope({ ...seal(), ciphertext: 'AAAAA' })),
    ],
    'ciphertext of a tag alone': ['ciphertext_malformed', () => damaged((sealed) => sealed.subarray(0, 16))],
    'a nonce too short': ['ciphertext_malformed', () => genuine(envelope({ ...seal(), nonce: 'short' }))],
    'a nonce that is a number': [
      'body_malformed',
      () => genuine(envelope({ ...seal(), nonce: 123456789012 })),
    ],
    'another nonce': ['ciphertext_wrong', () => genuine(envelope({ ...seal(), nonce: 'fdasflkja485' }))],
    'associated data of another kind': [
      'ciphertext_malformed',
      () => genuine(envelope({ ...seal(), associated_data: 7 })),
    ],
    'other associated data': [
      'ciphertext_wrong',
      () => genuine(envelope({ ...seal(), associated_data: 'refund' })),
    ],
    'a truncated ciphertext': ['ciphertext_wrong', () => damaged((sealed) => sealed.subarray(0, -3))],
    'a flipped bit in the tag': [
      'ciphertext_wrong',
      () => damaged((sealed) => flip(sealed, sealed.length - 1)),
    ],
    'a flipped bit in the content': ['ciphertext_wrong', () => damaged((sealed) => flip(sealed, 40))],
    'sealed with another key': [
      'ciphertext_wrong',
      () => genuine(envelope(seal({ key: Buffer.alloc(32, 7) }))),
    ],
    'content that is no JSON': ['content_malformed', () => genuine(envelope(seal({ content: 'paid!' })))],
    'content without a number': [
      'content_malformed',
      () => genuine(envelope(seal({ content: { ...paid, out_trade_no: undefined } }))),
    ],
    'a fractional amount': [
      'content_malformed',
      () => genuine(envelope(seal({ content: { ...paid, amount: { total: 0.1, currency: 'CNY' } } }))),
    ],
    'an amount as text': [
      'content_malformed',
      () => genuine(envelope(seal({ content: { ...paid, amount: { total: '10000', currency: 'CNY' } } }))),
    ],
    'an amount beyond 2^53': [
      'content_malformed',
      () => genuine(envelope(seal({ content: JSON.stringify(paid).replace('10000', '9007199254740993') }))),
    ],
    'a negative amount': [
      'content_malformed',
      () => genuine(envelope(seal({ content: { ...paid, amount: { total: -1, currency: 'CNY' } } }))),
    ],
    'an unknown state': [
      'content_malformed',
      () => genuine(envelope(seal({ content: { ...paid, trade_state: 'WON' } }))),
    ],
  }

  test.each(Object.entries(cases))('%s', (_name, [reason, make]) => {
    expect(reasonOf(make())).toBe(reason)
  })

  test.each(['timestamp', 'nonce', 'serial', 'signature'])('without the header %s', (name) => {
    expect(reasonOf(withHeader(genuine(), `wechatpay-${name}`, undefined))).toBe('header_missing')
    expect(reasonOf(withHeader(genuine(), `wechatpay-${name}`, ''))).toBe('header_missing')
  })

  test('by whoever has no key, a wrong key or a key of another kind', () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(reasonOf(genuine(), { ...trust, keyOf: () => undefined })).toBe('serial_unknown')
    expect(reasonOf(genuine(), { ...trust, keyOf: () => stranger.publicKey })).toBe('signature_wrong')
    expect(reasonOf(genuine(), { ...trust, keyOf: () => elliptic.publicKey })).toBe('signature_wrong')
    expect(reasonOf(genuine(), { ...trust, apiV3Key: Buffer.alloc(31) })).toBe('ciphertext_wrong')
  })

  test('whatever else comes, without another kind of error', () => {
    const anything = fc.record({
      headers: fc.dictionary(fc.constantFrom(...Object.keys(genuine().headers)), fc.string()),
      body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    })
    fc.assert(fc.property(anything, (signed) => reasonOf(signed) !== undefined))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (content, resource) => {
        reasonOf(genuine(content))
        reasonOf(genuine(envelope(resource)))
        expect(reasonOf(genuine(envelope(seal({ content: JSON.stringify(content) }))))).toBe(
          'content_malformed',
        )
      }),
    )
  })
})
