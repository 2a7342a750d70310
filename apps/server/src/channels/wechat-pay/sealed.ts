import { createDecipheriv } from 'node:crypto'
import { ForgedNotification } from '../forged-notification.ts'
import { textOf, type Fields } from '../reading.ts'

const tagBytes = 16
const nonceBytes = 12

/**
 * Opens what WeChat Pay sealed with the merchant's APIv3 key.
 * @throws ForgedNotification
 */
export function openSealed(apiV3Key: Buffer, resource: Fields): string {
  if (textOf(resource, 'algorithm') !== 'AEAD_AES_256_GCM') {
    throw new ForgedNotification('ciphertext_malformed', 'algorithm')
  }
  const ciphertext = textOf(resource, 'ciphertext')
  if (!isBase64(ciphertext)) throw new ForgedNotification('ciphertext_malformed', 'base64')
  const sealed = Buffer.from(ciphertext, 'base64')
  if (sealed.length <= tagBytes) throw new ForgedNotification('ciphertext_malformed', 'too short')
  const nonce = Buffer.from(textOf(resource, 'nonce'), 'utf8')
  if (nonce.length !== nonceBytes) throw new ForgedNotification('ciphertext_malformed', 'nonce')
  const associated = resource.associated_data ?? ''
  if (typeof associated !== 'string') throw new ForgedNotification('ciphertext_malformed', 'associated_data')

  try {
    const decipher = createDecipheriv('aes-256-gcm', apiV3Key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(associated, 'utf8'))
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    // final() is what checks the tag: without it a forged ciphertext would be taken for true.
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new ForgedNotification('ciphertext_wrong', error instanceof Error ? error.message : '')
  }
}

/** Buffer.from skips what is not base64, so a damaged text would pass for another one. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
}
