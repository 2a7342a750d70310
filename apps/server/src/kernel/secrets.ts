import assert from 'node:assert/strict'
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'

export type Vault = {
  /** AES-256-GCM. The context (what it is of which row) is bound in: sealed text opens nowhere else. */
  seal(plain: string | Buffer, context: string): Buffer
  open(sealed: Buffer, context: string): Buffer
  /** A keyed hash to look up mobiles and openids without keeping them readable. */
  fingerprint(text: string): string
  /** Signs links to private files. */
  linkKey: Buffer
}

const version = 1
const nonceBytes = 12
const tagBytes = 16

/** `masterKey`: 32 bytes; each use has a key of its own, derived by HKDF. */
export function openVault(masterKey: Buffer): Vault {
  assert(masterKey.length === 32, 'the secret key has 32 bytes')
  const sealing = deriveKey(masterKey, 'sesame seal v1')
  const hashing = deriveKey(masterKey, 'sesame fingerprint v1')
  return {
    seal: (plain, context) => seal(sealing, plain, context),
    open: (sealed, context) => unseal(sealing, sealed, context),
    linkKey: deriveKey(masterKey, 'sesame link v1').export(),
    fingerprint: (text) => createHmac('sha256', hashing).update(text).digest('hex'),
  }
}

function deriveKey(masterKey: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), purpose, 32)))
}

function seal(key: KeyObject, plain: string | Buffer, context: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()])
}

function unseal(key: KeyObject, sealed: Buffer, context: string): Buffer {
  assert(sealed.length >= 1 + nonceBytes + tagBytes, 'too short to be sealed text')
  assert(sealed[0] === version, `sealed in version ${sealed[0]}, which nothing here opens`)
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(bound(context)).setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes)), decipher.final()])
}

function bound(context: string): Buffer {
  return Buffer.concat([Buffer.of(version), Buffer.from(context)])
}
