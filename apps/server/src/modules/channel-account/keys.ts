import type { AlipayAccount } from '../../channels/alipay/account.ts'
import type { WechatPayAccount } from '../../channels/wechat-pay/account.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { checkKeys, fingerprintOf } from './rules.ts'
import type { AlipayKeys, ChannelAccount, ChannelKeys, Fingerprint, WechatPayKeys } from './types.ts'

const contextOf = (id: string): string => `channel-account:${id}`

export function sealKeys(vault: Vault, id: string, keys: ChannelKeys): Buffer {
  return vault.seal(JSON.stringify(keys), contextOf(id))
}

export function openKeys(vault: Vault, account: Pick<ChannelAccount, 'id' | 'keysSealed'>): ChannelKeys {
  return JSON.parse(vault.open(account.keysSealed, contextOf(account.id)).toString('utf8')) as ChannelKeys
}

/** Checks the keys and answers what may be shown of them. */
export function fingerprintsOf(vault: Vault, keys: ChannelKeys, at: Date): Fingerprint[] {
  const checked = checkKeys(keys).map(({ name, publicKey }) => ({
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

export function wechatPayAccountOf(keys: WechatPayKeys): WechatPayAccount {
  return {
    mchId: keys.merchantNumber,
    certificateSerial: keys.merchantSerial,
    privateKey: keys.merchantPrivateKeyPem,
    apiV3Key: keys.apiV3Key,
    ...(keys.apiV2Key !== undefined && { apiV2Key: keys.apiV2Key }),
    platformKeys: keys.platformKeys.map(({ id, pem }) => ({ serial: id, pem })),
  }
}

export function alipayAccountOf(keys: AlipayKeys): AlipayAccount {
  return {
    appId: keys.appId,
    sellerId: keys.merchantNumber,
    privateKey: keys.appPrivateKeyPem,
    trust: { mode: 'public-key', alipayPublicKey: keys.alipayPublicKeyPem },
  }
}
