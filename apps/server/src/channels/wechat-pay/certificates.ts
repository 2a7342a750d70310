import { createSign, createVerify, randomBytes, X509Certificate } from 'node:crypto'
import { callHttp, parseAnswer, type HttpAnswer } from '../http.ts'
import { readPrivateKey } from '../keys.ts'
import { ok, refused, unknown, type Outcome } from '../outcome.ts'
import { fieldsOf, optionalText, textOf, Unreadable, type Fields } from '../reading.ts'
import { platformKeysOf, type WechatPayAccount } from './account.ts'
import { openSealed } from './sealed.ts'
import type { WechatPayAddress } from './signed-calls.ts'

export type PlatformCertificate = { serial: string; pem: string; effectiveAt: Date; expiresAt: Date }

const path = '/v3/certificates'
const clockToleranceSeconds = 300
const timeoutMillisecondsDefault = 5000

/**
 * The certificates that WeChat Pay signs with now. Each is sealed with the APIv3 key, which only the merchant and
 * WeChat Pay know, so the first ones need nothing known before; the answer must be signed by one of them all the same.
 * A merchant with a public key only is refused with RESOURCE_NOT_EXISTS.
 */
export async function downloadCertificates(
  account: WechatPayAccount,
  address: Pick<WechatPayAddress, 'baseUrl' | 'timeoutMilliseconds'>,
  now: () => Date,
): Promise<Outcome<PlatformCertificate[]>> {
  const outcome = await callHttp({
    url: new URL(path, new URL(address.baseUrl).origin),
    method: 'GET',
    headers: { authorization: authorization(account, now()), 'user-agent': 'sesame' },
    timeoutMilliseconds: address.timeoutMilliseconds ?? timeoutMillisecondsDefault,
  })
  if (outcome.kind !== 'ok') return outcome
  try {
    const answer = outcome.value
    const fields = fieldsOf(parseAnswer(answer))
    if (answer.status !== 200) return refusedWith(fields, answer.status)
    if (!Array.isArray(fields.data)) throw new Unreadable('data')
    const certificates = fields.data.map((one) => readCertificate(account, fieldsOf(one)))
    return isSigned(account, certificates, answer, now())
      ? ok(certificates)
      : unknown('bad-signature', 'the certificates were not signed by any of them')
  } catch (error) {
    return unknown('bad-answer', error instanceof Error ? error.message : '')
  }
}

function refusedWith(fields: Fields, status: number): Outcome<never> {
  return refused(textOf(fields, 'code'), optionalText(fields, 'message') ?? '', status)
}

function authorization(account: WechatPayAccount, now: Date): string {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const signature = createSign('RSA-SHA256')
    .update(`GET\n${path}\n${timestamp}\n${nonce}\n\n`)
    .sign(readPrivateKey(account.privateKey), 'base64')
  const claims = {
    mchid: account.mchId,
    nonce_str: nonce,
    signature,
    timestamp,
    serial_no: account.certificateSerial,
  }
  const listed = Object.entries(claims).map(([name, value]) => `${name}="${value}"`)
  return `WECHATPAY2-SHA256-RSA2048 ${listed.join(',')}`
}

function readCertificate(account: WechatPayAccount, fields: Fields): PlatformCertificate {
  const serial = textOf(fields, 'serial_no').toUpperCase()
  const sealed = fieldsOf(fields.encrypt_certificate, 'encrypt_certificate')
  const pem = openSealed(Buffer.from(account.apiV3Key, 'utf8'), sealed)
  const certificate = new X509Certificate(pem)
  if (certificate.serialNumber.toUpperCase() !== serial) throw new Unreadable('serial_no')
  if (certificate.publicKey.asymmetricKeyType !== 'rsa') throw new Unreadable('encrypt_certificate')
  return { serial, pem, effectiveAt: certificate.validFromDate, expiresAt: certificate.validToDate }
}

function isSigned(
  account: WechatPayAccount,
  certificates: readonly PlatformCertificate[],
  { headers, text }: HttpAnswer,
  now: Date,
): boolean {
  const of = (name: string) => headers.get(`wechatpay-${name}`) ?? ''
  const timestamp = of('timestamp')
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp))
  const keys = platformKeysOf({ ...account, platformKeys: [...account.platformKeys, ...certificates] })
  const key = keys.get(of('serial'))
  if (!key || !/^\d{1,12}$/.test(timestamp) || !(age <= clockToleranceSeconds)) return false
  return createVerify('RSA-SHA256')
    .update(`${timestamp}\n${of('nonce')}\n${text}\n`)
    .verify(key, of('signature'), 'base64')
}
