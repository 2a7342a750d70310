import assert from 'node:assert/strict'
import type { AlipayAccount } from '../../channels/alipay/account.ts'
import type { WechatPayAccount } from '../../channels/wechat-pay/account.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { checkKeys, fingerprintOf } from './rules.ts'
import type {
  AlipayKeys,
  ChannelKeys,
  ChannelNumbers,
  Fingerprint,
  KeyHolder,
  PlatformKey,
  WechatPayKeys,
} from './types.ts'

const contextOf = (id: string): string => `channel-account:${id}`

export function sealKeys(vault: Vault, keyHolderId: string, keys: ChannelKeys): Buffer {
  return vault.seal(JSON.stringify(keys), contextOf(keyHolderId))
}

export function openKeys(vault: Vault, holder: Pick<KeyHolder, 'keyHolderId' | 'keysSealed'>): ChannelKeys {
  return JSON.parse(
    vault.open(holder.keysSealed, contextOf(holder.keyHolderId)).toString('utf8'),
  ) as ChannelKeys
}

/** Checks the keys and answers what may be shown of them. */
export function fingerprintsOf(vault: Vault, keys: ChannelKeys, at: Date): Fingerprint[] {
  const checked = checkKeys(keys, at).map(({ name, publicKey }) => ({
    name,
    fingerprint: fingerprintOf(publicKey),
  }))
  const secrets = Object.entries(wordsOf(keys)).map(([name, secret]) => ({
    name,
    fingerprint: vault.fingerprint(secret).slice(0, 16),
  }))
  return [...checked, ...secrets].map((one) => ({ ...one, at: at.toISOString() }))
}

function wordsOf(keys: ChannelKeys): Record<string, string> {
  if (keys.provider === 'alipay') return {}
  const { apiV3Key, apiV2Key } = keys
  return { apiV3Key, ...(apiV2Key !== undefined && { apiV2Key }) }
}

/** The numbers that stand in the account's row, to be compared with what the channel says. */
export function numbersOf(keys: ChannelKeys): ChannelNumbers {
  const partner = keys.provider === 'wechat-pay' ? keys.partner : undefined
  return {
    merchantNumber: keys.merchantNumber,
    appId: keys.provider === 'alipay' ? keys.appId : null,
    subMerchantNumber: partner?.subMerchantNumber ?? null,
    partnerAppId: partner?.appId ?? null,
  }
}

/** With the certificates that were downloaded since the keys were typed in, which are newer and come first. */
export function wechatPayAccountOf(
  keys: WechatPayKeys,
  certificates: readonly PlatformKey[] = [],
): WechatPayAccount {
  const downloaded = new Set(certificates.map(({ serial }) => serial))
  const typed = keys.platformKeys.map(({ id, pem }) => ({ serial: id, pem }))
  return {
    mchId: keys.merchantNumber,
    certificateSerial: keys.merchantSerial,
    privateKey: keys.merchantPrivateKeyPem,
    apiV3Key: keys.apiV3Key,
    ...(keys.apiV2Key !== undefined && { apiV2Key: keys.apiV2Key }),
    ...(keys.partner && {
      partner: { appId: keys.partner.appId, subMchId: keys.partner.subMerchantNumber },
    }),
    platformKeys: [...certificates, ...typed.filter(({ serial }) => !downloaded.has(serial))],
  }
}

export function alipayAccountOf(keys: AlipayKeys): AlipayAccount {
  return {
    appId: keys.appId,
    sellerId: keys.merchantNumber,
    privateKey: keys.appPrivateKeyPem,
    trust: trustOf(keys),
  }
}

function trustOf({ alipayPublicKeyPem, certificates }: AlipayKeys): AlipayAccount['trust'] {
  if (!certificates) {
    assert(alipayPublicKeyPem, 'checked when the keys were entered')
    return { mode: 'public-key', alipayPublicKey: alipayPublicKeyPem }
  }
  const { appPem: app, alipayPem: alipay, rootPem: root } = certificates
  return { mode: 'certificate', app, alipay, root }
}
