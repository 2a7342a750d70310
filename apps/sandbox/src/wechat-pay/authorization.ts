import type { Incoming } from '../listen.ts'
import type { World } from '../world.ts'
import { findMerchant } from './merchants.ts'
import type { Merchant } from './merchants.ts'
import { PayRefusal, invalidRequest } from './refusal.ts'
import { isSigned } from './signing.ts'

export const freshSeconds = 300

const scheme = 'WECHATPAY2-SHA256-RSA2048'
const names = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'] as const
type Claims = Record<(typeof names)[number], string>

const signError = (message: string, detail?: Record<string, unknown>): PayRefusal =>
  new PayRefusal(401, 'SIGN_ERROR', message, detail)

export type Caller = { merchant: Merchant; signedAt: Date }

/** Who calls, by the signature over exactly what was sent. */
export function authorize(world: World, incoming: Incoming): Caller {
  if (!incoming.headers.accept || !incoming.headers['user-agent']) {
    throw invalidRequest('Http头缺少Accept或User-Agent')
  }
  const claims = readClaims(incoming)
  const signedAt = new Date(Number(claims.timestamp) * 1000)
  if (!world.clock.isFresh(signedAt, freshSeconds)) {
    throw signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟')
  }
  const merchant = findMerchant(world, claims.mchid)
  if (merchant === undefined) throw signError('商户号不存在')
  if (merchant.merchantSerial !== claims.serial_no.toUpperCase()) {
    throw signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号')
  }
  const text = `${incoming.method}\n${incoming.url}\n${claims.timestamp}\n${claims.nonce_str}\n${incoming.body}\n`
  if (!isSigned(text, claims.signature, merchant.merchantPublicKeyPem)) {
    throw signError('签名错误', {
      issue: 'sign not match',
      location: 'authorization',
      sign_information: {
        method: incoming.method,
        url: incoming.url,
        truncated_sign_message: text.slice(0, 200),
        sign_message_length: Buffer.byteLength(text),
      },
    })
  }
  return { merchant, signedAt }
}

function readClaims(incoming: Incoming): Claims {
  const header = incoming.headers.authorization
  const pay = /^\/v3\/pay\/(partner\/)?transactions\//.test(incoming.path)
  if (header === undefined && pay) throw signError('签名信息错误，验签失败')

  const malformed = (): PayRefusal =>
    signError('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》')
  if (header === undefined || !header.startsWith(`${scheme} `)) throw malformed()
  const pairs = header.slice(scheme.length + 1).matchAll(/(\w+)="([^"]*)"/g)
  const claims = Object.fromEntries(Array.from(pairs, (pair) => [pair[1], pair[2]])) as Partial<Claims>
  if (names.some((name) => !claims[name]) || !/^\d{1,12}$/.test(claims.timestamp ?? '')) throw malformed()
  return claims as Claims
}
