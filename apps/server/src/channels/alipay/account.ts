import assert from 'node:assert/strict'
import { AlipaySdk, type AlipaySdkConfig } from 'alipay-sdk'
import { readPrivateKey, readPublicKey } from '../keys.ts'

/** One app at Alipay with its keys. Secrets: never log it, never send it to a client. */
export type AlipayAccount = {
  appId: string
  /** The merchant's own number (2088…) that notifications and trades must name. */
  sellerId: string
  /** PEM, or the bare base64 that Alipay's key tool gives. */
  privateKey: string
  trust: AlipayPublicKey | AlipayCertificates
}

export type AlipayPublicKey = { mode: 'public-key'; alipayPublicKey: string }

/** Three certificates as PEM; transfers to people need this mode. */
export type AlipayCertificates = { mode: 'certificate'; app: string; alipay: string; root: string }

/**
 * The SDK changes the object it is given and skips verification without a key: so a fresh one, and
 * checked.
 */
export function sdkOf(account: AlipayAccount, address: { gatewayUrl: string; timeout: number }): AlipaySdk {
  const privateKey = readPrivateKey(account.privateKey)
  const sdk = new AlipaySdk({
    appId: account.appId,
    privateKey: pemWithoutEnd(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    keyType: 'PKCS8',
    signType: 'RSA2',
    gateway: address.gatewayUrl,
    timeout: address.timeout,
    camelcase: false,
    ...trustFields(account.trust),
  })
  assert(sdk.config.alipayPublicKey, 'an Alipay account needs the key that answers are verified with')
  return sdk
}

function trustFields(trust: AlipayPublicKey | AlipayCertificates): Partial<AlipaySdkConfig> {
  if (trust.mode === 'certificate') {
    return {
      appCertContent: trust.app,
      alipayPublicCertContent: trust.alipay,
      alipayRootCertContent: trust.root,
    }
  }
  const key = readPublicKey(trust.alipayPublicKey)
  return { alipayPublicKey: pemWithoutEnd(key.export({ type: 'spki', format: 'pem' }).toString()) }
}

/** The SDK takes the last line for the footer, so a trailing line break would spoil the key. */
function pemWithoutEnd(pem: string): string {
  return pem.trim()
}
