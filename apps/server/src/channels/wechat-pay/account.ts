import assert from 'node:assert/strict'
import type { KeyObject } from 'node:crypto'
import { readPublicKey } from '../keys.ts'
import type { Trust } from './trust.ts'

/**
 * One merchant number at WeChat Pay with all its keys. Secrets: never log it, never send it to a client.
 */
export type WechatPayAccount = {
  /** A service provider's own number, where it collects for a merchant of its. */
  mchId: string
  /** Serial of the merchant's own certificate, which belongs to `privateKey`. */
  certificateSerial: string
  privateKey: string
  /** Exactly 32 bytes, set by the merchant in WeChat Pay's console. */
  apiV3Key: string
  /** Exactly 32 bytes too; only a merchant that still uses v2 (barcodes, XML notices) has one. */
  apiV2Key?: string
  /** A service provider's app, and the merchant that it collects for. */
  partner?: { appId: string; subMchId: string }
  /**
   * Keys that WeChat Pay signs with: `PUB_KEY_ID_…` with a public key, or a platform certificate's serial
   * with the certificate. Several live side by side while a merchant migrates or a certificate is renewed, the
   * newest certificate first. None yet: nothing can be verified before the certificates are downloaded.
   */
  platformKeys: readonly PlatformKey[]
}

export type PlatformKey = { serial: string; pem: string }

/**
 * Refuses an account that could not verify; so a wrong key shows when it is saved and not at the first
 * payment.
 */
export function trustOf(account: WechatPayAccount, now: () => Date): Trust {
  const apiV3Key = Buffer.from(account.apiV3Key, 'utf8')
  assert(apiV3Key.length === 32, 'the APIv3 key has exactly 32 bytes')
  const keys = platformKeysOf(account)
  return { keyOf: (serial) => keys.get(serial), apiV3Key, now }
}

export function platformKeysOf(account: WechatPayAccount): Map<string, KeyObject> {
  return new Map(account.platformKeys.map(({ serial, pem }) => [serial, readPublicKey(pem)]))
}

/**
 * The key WeChat Pay is asked to answer with: the public key when there is one, as new merchants have no
 * other.
 */
export function preferredSerial(account: WechatPayAccount): string {
  const publicKey = account.platformKeys.find(({ serial }) => serial.startsWith('PUB_KEY_ID_'))
  const chosen = publicKey ?? account.platformKeys[0]
  assert(chosen, 'nothing is called before there is a key to check the answer with')
  return chosen.serial
}
