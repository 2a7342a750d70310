import { createHash, createPublicKey, sign, verify, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readPrivateKey, readPublicKey } from '../../channels/keys.ts'
import { refusal } from '../../kernel/refusals.ts'
import type { AlipayKeys, ChannelKeys, WechatPayKeys } from './types.ts'

export const channelAccountNotFound = refusal('channel.not_found', 404)
export const channelDisabled = refusal('channel.disabled', 409)
export const channelProviderFixed = refusal('channel.provider_fixed', 409)
export const channelNumberFixed = refusal('channel.number_fixed', 409)
export const channelOperators = refusal('channel.operators', 409)
export const notWechatPay = refusal('channel.not_wechat_pay', 409)
export const refreshTooSoon = refusal('channel.refresh_too_soon', 409)
const serialMismatch = refusal('channel.serial_mismatch', 400)
const certificateOtherKey = refusal('channel.certificate_other_key', 400)
const certificateOver = refusal('channel.certificate_over', 400)
const alipayTrustWrong = refusal('channel.alipay_trust_wrong', 400)
const certificateExpected = refusal('channel.certificate_expected', 400)
export const keyUnreadable = refusal('channel.key_unreadable', 400)
export const keyTooWeak = refusal('channel.key_too_weak', 400)
export const keySignsNothing = refusal('channel.key_signs_nothing', 400)
export const keyIsOwn = refusal('channel.key_is_own', 400)
export const apiV2KeyLength = refusal('channel.api_v2_key_length', 400)
export const apiV3KeyLength = refusal('channel.api_v3_key_length', 400)
export const platformKeyTwice = refusal('channel.platform_key_twice', 400)

export type CheckedKey = { name: string; publicKey: KeyObject }

const modulusBitsMin = 2048

/** Refuses what could not work at the first payment; answers the public halves, to recognise each key by. */
export function checkKeys(keys: ChannelKeys, now: Date): CheckedKey[] {
  if (keys.provider === 'alipay') {
    const own = checkPrivateKey('appPrivateKeyPem', keys.appPrivateKeyPem)
    return [own, ...checkAlipayTrust(keys, own, now)]
  }
  if (Buffer.byteLength(keys.apiV3Key) !== 32) throw apiV3KeyLength({ field: 'apiV3Key' })
  if (keys.apiV2Key !== undefined && Buffer.byteLength(keys.apiV2Key) !== 32)
    throw apiV2KeyLength({ field: 'apiV2Key' })
  const ids = keys.platformKeys.map(({ id }) => id.toUpperCase())
  if (new Set(ids).size !== ids.length) throw platformKeyTwice({ field: 'platformKeys' })
  const own = checkPrivateKey('merchantPrivateKeyPem', keys.merchantPrivateKeyPem)
  return [
    own,
    ...keys.platformKeys.map((key) => checkPlatformKey(key, own, now)),
    ...checkOwnCertificate(keys, own, now),
  ]
}

/** Whoever changes certificate and key one after the other has for a while two that are no pair. */
function checkOwnCertificate(keys: WechatPayKeys, own: CheckedKey, now: Date): CheckedKey[] {
  const { merchantCertificatePem, merchantSerial } = keys
  if (merchantCertificatePem === undefined) return []
  const field = 'merchantCertificatePem'
  const certificate = checkCertificate(field, merchantCertificatePem, merchantSerial, now)
  if (fingerprintOf(certificate.publicKey) !== fingerprintOf(own.publicKey))
    throw certificateOtherKey({ field })
  return [{ name: field, publicKey: certificate.publicKey }]
}

/** Either Alipay's public key or the three certificates: with both, nobody could tell which one is in force. */
function checkAlipayTrust(keys: AlipayKeys, own: CheckedKey, now: Date): CheckedKey[] {
  const { alipayPublicKeyPem, certificates } = keys
  if ((alipayPublicKeyPem === undefined) === (certificates === undefined))
    throw alipayTrustWrong({ field: 'certificates' })
  if (alipayPublicKeyPem !== undefined) return [checkPublicKey('alipayPublicKeyPem', alipayPublicKeyPem, own)]
  const { appPem, alipayPem, rootPem } = certificates!
  const app = checkPublicKey('appCertificatePem', appPem, undefined)
  checkValid('appCertificatePem', appPem, now)
  if (fingerprintOf(app.publicKey) !== fingerprintOf(own.publicKey))
    throw certificateOtherKey({ field: 'appCertificatePem' })
  checkValid('alipayCertificatePem', alipayPem, now)
  const roots = rootPem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  const [root] = roots.map((pem) => readable('alipayRootCertificatePem', () => new X509Certificate(pem)))
  if (!root) throw keyUnreadable({ field: 'alipayRootCertificatePem' })
  return [
    app,
    checkPublicKey('alipayCertificatePem', alipayPem, own),
    { name: 'alipayRootCertificatePem', publicKey: root.publicKey },
  ]
}

const publicKeyId = 'PUB_KEY_ID_'

/** The serial chooses the key when an answer is checked, so a wrong one would refuse everything. */
function checkPlatformKey(key: { id: string; pem: string }, own: CheckedKey, now: Date): CheckedKey {
  const name = `platformKey ${key.id}`
  const isCertificate = key.pem.includes('BEGIN CERTIFICATE')
  if (isCertificate === key.id.startsWith(publicKeyId)) throw certificateExpected({ field: name })
  const checked = checkPublicKey(name, key.pem, own)
  if (isCertificate) checkCertificate(name, key.pem, key.id, now)
  return checked
}

function checkCertificate(field: string, pem: string, serial: string, now: Date): X509Certificate {
  const certificate = checkValid(field, pem, now)
  if (plain(certificate.serialNumber) !== plain(serial))
    throw serialMismatch({ field, serial: certificate.serialNumber })
  return certificate
}

function checkValid(field: string, pem: string, now: Date): X509Certificate {
  const certificate = readable(field, () => new X509Certificate(pem))
  if (now < certificate.validFromDate || now >= certificate.validToDate) throw certificateOver({ field })
  return certificate
}

const plain = (serial: string): string => serial.toUpperCase().replace(/^0+/, '')

/** The first characters of the SHA-256 of a public key: the same for a key and its certificate. */
export function fingerprintOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 16)
}

/** A key that parses may still be no RSA key, so it signs something and that is verified. */
function checkPrivateKey(name: string, text: string): CheckedKey {
  const key = readable(name, () => readPrivateKey(text))
  checkStrength(name, key)
  const publicKey = createPublicKey(key)
  const probe = Buffer.from('sesame')
  const signature = readable(name, () => sign('RSA-SHA256', probe, key))
  if (!verify('RSA-SHA256', probe, publicKey, signature)) throw keySignsNothing({ field: name })
  return { name, publicKey }
}

/** Pasting one's own public key where the channel's belongs is the usual mistake; it would verify nothing. */
function checkPublicKey(name: string, text: string, own: CheckedKey | undefined): CheckedKey {
  const publicKey = readable(name, () => readPublicKey(text))
  checkStrength(name, publicKey)
  if (own && fingerprintOf(publicKey) === fingerprintOf(own.publicKey)) throw keyIsOwn({ field: name })
  return { name, publicKey }
}

function checkStrength(name: string, key: KeyObject): void {
  if (key.asymmetricKeyType !== 'rsa') throw keyUnreadable({ field: name, expected: 'RSA' })
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < modulusBitsMin) throw keyTooWeak({ field: name })
}

function readable<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch {
    throw keyUnreadable({ field: name })
  }
}
