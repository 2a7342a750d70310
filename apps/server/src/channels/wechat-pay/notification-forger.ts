import { createCipheriv, createSign, generateKeyPairSync } from 'node:crypto'
import type { Signed } from './notification.ts'
import type { Trust } from './trust.ts'

/** Seals and signs as WeChat Pay does, and in every wrong way, for the tests of `openNotification`. */
export const platform = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const apiV3Key = Buffer.from('0123456789abcdef0123456789abcdef')
export const now = new Date('2026-11-20T08:00:00Z')
const serial = 'PUB_KEY_ID_0000000000000024101100397200000006'
export const trust: Trust = {
  keyOf: (name) => (name === serial ? platform.publicKey : undefined),
  apiV3Key,
  now: () => now,
}

export const paid = {
  mchid: '1900000109',
  appid: 'wx8888888888888888',
  out_trade_no: 'M00001ABCDEFGHJKMNPQRSTVWXYZ0123',
  transaction_id: '4200001234202611201234567890',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  success_time: '2026-11-20T15:59:58+08:00',
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  amount: { total: 10000, payer_total: 9000, currency: 'CNY', payer_currency: 'CNY' },
}

type Sealing = {
  content?: unknown
  originalType?: string
  associated?: string
  nonce?: string
  key?: Buffer
}

export function seal(sealing: Sealing = {}): Record<string, unknown> {
  const { content = paid, originalType = 'transaction', key = apiV3Key } = sealing
  const { associated = 'transaction', nonce = 'fdasflkja484' } = sealing
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(nonce))
  cipher.setAAD(Buffer.from(associated))
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    original_type: originalType,
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: associated,
    nonce,
  }
}

export function envelope(resource: unknown = seal()): Record<string, unknown> {
  return {
    id: 'EV-2018022511223320873',
    create_time: '2026-11-20T16:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource,
  }
}

export function sign(
  body: Buffer | string,
  options: { at?: Date; key?: typeof platform; serial?: string } = {},
): Signed {
  const bytes = Buffer.from(body)
  const timestamp = String(Math.floor((options.at ?? now).getTime() / 1000))
  const nonce = 'c5ac7061fccab6bf3e254dcf98995b8c'
  const signer = createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n`).update(bytes).update('\n')
  return {
    headers: {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': options.serial ?? serial,
      'wechatpay-signature': signer.sign((options.key ?? platform).privateKey, 'base64'),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
    body: bytes,
  }
}

export const genuine = (body: unknown = envelope()): Signed => sign(JSON.stringify(body))

export function withHeader(signed: Signed, name: string, value: string | string[] | undefined): Signed {
  return { ...signed, headers: { ...signed.headers, [name]: value } }
}

/**
 * A resource whose sealed bytes were changed on the way but signed again, as only the platform itself
 * could.
 */
export function damaged(change: (sealed: Buffer) => Buffer): Signed {
  const resource = seal()
  const sealed = Buffer.from(String(resource.ciphertext), 'base64')
  return genuine(envelope({ ...resource, ciphertext: change(sealed).toString('base64') }))
}

export function flip(bytes: Buffer, index: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[index] = (copy[index] ?? 0) ^ 1
  return copy
}
