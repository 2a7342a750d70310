import { createCipheriv, createSign, generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** WeChat Pay as far as a storm needs it: one merchant number's keys, notices, and answers to questions. */
export type Channel = Awaited<ReturnType<typeof openChannel>>

export type Told = { headers: Record<string, string>; body: string }

export type Signer = { serial: string; privateKey: string }

export type Paid = { outTradeNo: string; transactionNo: string; totalFen: number }

const pem = { type: 'spki', format: 'pem' } as const
const secretPem = { type: 'pkcs8', format: 'pem' } as const
const keyPair = () =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: pem,
    privateKeyEncoding: secretPem,
  })

const letters = (count: number) => randomBytes(count).toString('hex').slice(0, count)

export async function openChannel(appId: string) {
  const [merchant, platform, stranger] = await Promise.all([keyPair(), keyPair(), keyPair()])
  const merchantNumber = '1900012345'
  const apiV3Key = letters(32)
  const own: Signer = { serial: `PUB_KEY_ID_01${'7'.repeat(30)}`, privateKey: platform.privateKey }
  const paid = new Map<string, Paid>()

  const contentOf = ({ outTradeNo, transactionNo, totalFen }: Paid) => ({
    amount: { currency: 'CNY', payer_currency: 'CNY', payer_total: totalFen, total: totalFen },
    appid: appId,
    attach: '',
    bank_type: 'OTHERS',
    mchid: merchantNumber,
    out_trade_no: outTradeNo,
    payer: { openid: 'o'.repeat(28) },
    promotion_detail: [],
    success_time: new Date().toISOString().replace(/\.\d+Z$/, '+00:00'),
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    trade_type: 'NATIVE',
    transaction_id: transactionNo,
  })

  const server = createServer((request, response) => {
    const number = /out-trade-no\/([0-9A-Z]+)/.exec(request.url ?? '')?.[1] ?? ''
    const found = paid.get(number)
    const body = JSON.stringify(found ? contentOf(found) : { code: 'ORDER_NOT_EXIST', message: '订单不存在' })
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json', ...sign(body, own) })
    response.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    merchantNumber,
    apiV3Key,
    own,
    stranger: { serial: own.serial, privateKey: stranger.privateKey } satisfies Signer,
    /** As an account's settings want them. */
    keys: {
      provider: 'wechat-pay' as const,
      merchantNumber,
      merchantSerial: letters(40).toUpperCase(),
      merchantPrivateKeyPem: merchant.privateKey,
      apiV3Key,
      platformKeys: [{ id: own.serial, pem: platform.publicKey }],
    },
    /** From now on the channel says so when it is asked. */
    take: (payment: Paid) => void paid.set(payment.outTradeNo, payment),
    contentOf,
    notice: (payment: Paid, id = `EV-${letters(32)}`): Told => {
      const body = envelope(id, seal(JSON.stringify(contentOf(payment)), apiV3Key))
      return { headers: sign(body, own), body }
    },
    close: async () => {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

/** The headers of an answer or a notice, over `timestamp\nnonce\nbody\n`. */
export function sign(body: string, { serial, privateKey }: Signer, at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  const nonce = letters(32)
  const text = `${timestamp}\n${nonce}\n${body}\n`
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': serial,
    'wechatpay-signature': createSign('RSA-SHA256').update(text).sign(privateKey, 'base64'),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

export type Sealed = { algorithm: string; ciphertext: string; nonce: string; associated_data: string }

/** AES-256-GCM; the tag is the last 16 bytes of the ciphertext. */
export function seal(plain: string, apiV3Key: string): Sealed {
  const nonce = letters(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from('transaction'))
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  const ciphertext = sealed.toString('base64')
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data: 'transaction' }
}

export function envelope(id: string, sealed: Sealed): string {
  return JSON.stringify({
    id,
    create_time: new Date().toISOString(),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: { original_type: 'transaction', ...sealed },
  })
}
