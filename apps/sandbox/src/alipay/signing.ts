import { createSign, createVerify } from 'node:crypto'

export type Params = Record<string, string>

/** Sorted `k=v` of everything that is not empty, without the names left out. */
export function signText(params: Params, without: string[]): string {
  return Object.keys(params)
    .filter((key) => !without.includes(key) && params[key] !== '')
    .toSorted()
    .map((key) => `${key}=${params[key]}`)
    .join('&')
}

export const sign = (text: string, privateKeyPem: string): string =>
  createSign('RSA-SHA256').update(text, 'utf8').sign(privateKeyPem, 'base64')

export function isSigned(text: string, signature: string, publicKeyPem: string): boolean {
  try {
    return createVerify('RSA-SHA256').update(text, 'utf8').verify(publicKeyPem, signature, 'base64')
  } catch {
    return false
  }
}
