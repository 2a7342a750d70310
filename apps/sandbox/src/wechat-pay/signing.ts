import { createCipheriv, createSign, createVerify, randomBytes } from 'node:crypto'
import { letters } from '../identifiers.ts'

export function signText(text: string, privateKeyPem: string): string {
  return createSign('RSA-SHA256').update(text).sign(privateKeyPem, 'base64')
}

export function isSigned(text: string, signature: string, publicKeyPem: string): boolean {
  try {
    return createVerify('RSA-SHA256').update(text).verify(publicKeyPem, signature, 'base64')
  } catch {
    return false
  }
}

export type Signer = { serial: string; privateKeyPem: string }

/** The five headers of an answer or a notice, over `timestamp\nnonce\nbody\n`. */
export function signedHeaders(body: string, signer: Signer, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const nonce = letters(32)
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': signer.serial,
    'Wechatpay-Signature': signText(`${timestamp}\n${nonce}\n${body}\n`, signer.privateKeyPem),
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

export type Sealed = {
  algorithm: 'AEAD_AES_256_GCM'
  ciphertext: string
  nonce: string
  associated_data: string
}

/** AES-256-GCM with the merchant's APIv3 key; the tag is the last 16 bytes of the ciphertext. */
export function seal(plain: string, apiV3Key: string, associatedData: string): Sealed {
  const nonce = letters(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'))
  cipher.setAAD(Buffer.from(associatedData, 'utf8'))
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: ciphertext.toString('base64'),
    nonce,
    associated_data: associatedData,
  }
}

export const forgedSignature = (): string => randomBytes(256).toString('base64')
