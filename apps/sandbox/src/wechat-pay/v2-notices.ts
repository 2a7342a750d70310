import { createCipheriv, createHash } from 'node:crypto'
import type { Notice } from '../deliveries.ts'
import { digits, letters } from '../identifiers.ts'
import type { Merchant } from './merchants.ts'
import { signV2, writeXml } from './v2-xml.ts'
import type { V2Fields, V2SignType } from './v2-xml.ts'

type Wrong = { tampered: boolean; forged: boolean }

/** The bytes: a payment is signed, now by MD5 and now by HMAC-SHA256; a refund is sealed and not signed. */
export function composeV2(merchant: Merchant, notice: Notice, { tampered, forged }: Wrong): string {
  const content = notice.content as V2Fields
  const key = forged ? letters(32) : merchant.apiV2Key
  if (notice.event.startsWith('REFUND.')) return sealedRefund(merchant, notice, key)
  const signType: V2SignType = notice.attempts.length % 2 === 0 ? 'MD5' : 'HMAC-SHA256'
  const fields: V2Fields = {
    ...content,
    ...(tampered && { total_fee: String(Math.max(1, Number(content['total_fee']) - 1)) }),
    nonce_str: digits(20),
    ...(signType === 'HMAC-SHA256' && { sign_type: signType }),
  }
  return writeXml({ ...fields, sign: signV2(fields, key, signType) })
}

function sealedRefund(merchant: Merchant, notice: Notice, key: string): string {
  const { appid = '', ...inner } = notice.content as V2Fields
  const cipher = createCipheriv('aes-256-ecb', createHash('md5').update(key).digest('hex'), null)
  const sealed = Buffer.concat([cipher.update(writeXml(inner, 'root'), 'utf8'), cipher.final()])
  return writeXml({
    return_code: 'SUCCESS',
    appid,
    mch_id: merchant.mchid,
    nonce_str: digits(20),
    req_info: sealed.toString('base64'),
  })
}

/** It wants the word; anything else, and it tells again. */
export const acceptsV2 = (status: number, answer: string): boolean =>
  status === 200 && /<return_code>(<!\[CDATA\[)?SUCCESS/.test(answer)
