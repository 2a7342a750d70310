import { createSign, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ForgedNotification, type ForgeryReason } from '../forged-notification.ts'
import type { AlipayAccount } from './account.ts'
import { openAlipayNotification } from './notification.ts'

const alipay = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const app = generateKeyPairSync('rsa', { modulusLength: 2048 })
const account: AlipayAccount = {
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey: app.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  trust: {
    mode: 'public-key',
    alipayPublicKey: alipay.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  },
}

const paid: Record<string, string> = {
  notify_time: '2026-11-20 16:00:01',
  notify_type: 'trade_status_sync',
  notify_id: '2026112000222160000',
  app_id: '2021000000000001',
  charset: 'utf-8',
  version: '1.0',
  sign_type: 'RSA2',
  trade_no: '2026112022001400001',
  out_trade_no: 'M00001ABCDEFGHJKMNPQRSTVWXYZ0123',
  seller_id: '2088000000000001',
  buyer_open_id: '020abc',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '100.00',
  receipt_amount: '100.00',
  gmt_create: '2026-11-20 15:59:50',
  gmt_payment: '2026-11-20 16:00:00',
  fund_bill_list: '[{"amount":"100.00","fundChannel":"ALIPAYACCOUNT"}]',
}

type Signing = { key?: typeof alipay; withType?: boolean; algorithm?: string }

function sign(fields: Record<string, string>, signing: Signing = {}): string {
  const text = Object.keys(fields)
    .filter((name) => name !== 'sign' && (signing.withType === true || name !== 'sign_type'))
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
  const signature = createSign(signing.algorithm ?? 'RSA-SHA256').update(text, 'utf8')
  const sealed = signature.sign((signing.key ?? alipay).privateKey, 'base64')
  return new URLSearchParams({ ...fields, sign: sealed }).toString()
}

function reasonOf(body: string | Buffer): ForgeryReason | undefined {
  try {
    openAlipayNotification(account, body)
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(ForgedNotification)
    return (error as ForgedNotification).reason
  }
}

describe('a genuine notification', () => {
  test('of a payment is read', () => {
    expect(openAlipayNotification(account, Buffer.from(sign(paid)))).toEqual({
      kind: 'payment',
      notifyId: '2026112000222160000',
      appId: '2021000000000001',
      sellerId: '2088000000000001',
      tradeNo: '2026112022001400001',
      outTradeNo: 'M00001ABCDEFGHJKMNPQRSTVWXYZ0123',
      state: 'TRADE_SUCCESS',
      totalFen: 10000n,
      buyer: { openId: '020abc' },
      paidAt: new Date('2026-11-20T08:00:00Z'),
    })
  })

  test.each([
    ['a percent sign', { subject: '打折50%的卡' }],
    ['something that looks encoded', { passback_params: 'a%3D1%26b%3D2' }],
    ['an empty field', { body: '' }],
    ['a plus sign and an ampersand', { subject: 'A+B & C=D' }],
  ])('with %s', (_name, more) => {
    expect(openAlipayNotification(account, sign({ ...paid, ...more })).kind).toBe('payment')
  })

  test('signed with sign_type, as service markets do', () => {
    expect(openAlipayNotification(account, sign(paid, { withType: true })).kind).toBe('payment')
  })

  test('of a partial refund is no second payment, although its state is TRADE_SUCCESS', () => {
    const partial = { refund_fee: '30.50', gmt_refund: '2026-11-21 10:00:00.123', out_biz_no: 'M00001R1' }
    expect(openAlipayNotification(account, sign({ ...paid, ...partial }))).toMatchObject({
      kind: 'refund',
      refundedTotalFen: 3050n,
      outRequestNo: 'M00001R1',
      full: false,
    })
  })

  test('of a closed trade tells a full refund from a timeout', () => {
    const closed: Record<string, string> = { ...paid, trade_status: 'TRADE_CLOSED' }
    expect(openAlipayNotification(account, sign({ ...closed, refund_fee: '100.00' }))).toMatchObject({
      kind: 'refund',
      refundedTotalFen: 10000n,
      full: true,
    })
    const { gmt_payment: _paid, ...unpaid } = closed
    expect(openAlipayNotification(account, sign(unpaid)).kind).toBe('closed')
  })
})

describe('refused', () => {
  const cases: Record<string, [ForgeryReason, () => string]> = {
    'a changed amount': [
      'signature_wrong',
      () => sign(paid).replace('total_amount=100.00', 'total_amount=0.01'),
    ],
    'an added field': ['signature_wrong', () => `${sign(paid)}&refund_fee=1.00`],
    'a dropped field': ['signature_wrong', () => sign(paid).replace('&receipt_amount=100.00', '')],
    'a dropped empty field': ['signature_wrong', () => sign({ ...paid, body: '' }).replace('&body=', '')],
    'a repeated field': ['body_malformed', () => `${sign(paid)}&total_amount=0.01`],
    "a stranger's signature": ['signature_wrong', () => sign(paid, { key: stranger })],
    'no sign': ['header_missing', () => new URLSearchParams(paid).toString()],
    'an empty sign': ['header_missing', () => new URLSearchParams({ ...paid, sign: '' }).toString()],
    'a sign that is not base64': [
      'signature_wrong',
      () => new URLSearchParams({ ...paid, sign: '%%%' }).toString(),
    ],
    'the weaker RSA': [
      'header_malformed',
      () => sign({ ...paid, sign_type: 'RSA' }, { algorithm: 'RSA-SHA1' }),
    ],
    'no sign_type': ['header_malformed', () => sign(paid).replace('&sign_type=RSA2', '')],
    'a sign_type named like a property': [
      'header_malformed',
      () => sign({ ...paid, sign_type: 'constructor' }),
    ],
    'an empty body': ['header_missing', () => ''],
    JSON: ['header_missing', () => JSON.stringify(paid)],
    'an unknown state': ['content_malformed', () => sign({ ...paid, trade_status: 'WON' })],
    'an amount with three decimals': ['content_malformed', () => sign({ ...paid, total_amount: '1.001' })],
    'an amount in full-width digits': [
      'content_malformed',
      () => sign({ ...paid, total_amount: '１００.00' }),
    ],
    'no seller': ['content_malformed', () => sign({ ...paid, seller_id: '' })],
    'a payment without its time': ['content_malformed', () => sign({ ...paid, gmt_payment: '' })],
  }

  test.each(Object.entries(cases))('%s', (_name, [reason, make]) => {
    expect(reasonOf(make())).toBe(reason)
  })

  test('whatever else comes, without another kind of error', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => reasonOf(Buffer.from(bytes)) !== undefined))
    const form = fc.dictionary(fc.string(), fc.string())
    fc.assert(
      fc.property(form, (fields) => {
        const body = new URLSearchParams({ ...fields, sign_type: 'RSA2', sign: 'AAAA' }).toString()
        expect(reasonOf(body)).toBe('signature_wrong')
      }),
    )
  })
})
