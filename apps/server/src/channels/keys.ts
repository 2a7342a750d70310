import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** PEM of either kind, or the bare base64 that Alipay's key tool gives (PKCS#8 or PKCS#1). */
export function readPrivateKey(text: string): KeyObject {
  const trimmed = text.trim()
  if (trimmed.startsWith('-----BEGIN')) return createPrivateKey(trimmed)
  const der = Buffer.from(trimmed, 'base64')
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } catch {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })
  }
}

/** PEM of a public key or of a certificate, or bare base64 of a public key. */
export function readPublicKey(text: string): KeyObject {
  const trimmed = text.trim()
  if (trimmed.startsWith('-----BEGIN')) return createPublicKey(trimmed)
  return createPublicKey({ key: Buffer.from(trimmed, 'base64'), format: 'der', type: 'spki' })
}
