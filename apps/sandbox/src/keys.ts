import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

export type KeyPair = { publicKeyPem: string; privateKeyPem: string }

const generate = promisify(generateKeyPair)

/** RSA-2048; the public half as SPKI, the private half as PKCS#8. */
export async function makeKeyPair(): Promise<KeyPair> {
  const pair = await generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { publicKeyPem: pair.publicKey, privateKeyPem: pair.privateKey }
}
