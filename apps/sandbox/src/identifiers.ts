import { createHash, randomBytes } from 'node:crypto'

export function digits(count: number): string {
  return Array.from(randomBytes(count), (byte) => String(byte % 10)).join('')
}

export const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function letters(count: number): string {
  return Array.from(randomBytes(count), (byte) => alphabet[byte % alphabet.length]).join('')
}

/** The same words always make the same text, so an openid survives a fresh data file. */
export function derived(count: number, ...words: string[]): string {
  const hash = createHash('sha512').update(words.join('\n')).digest()
  return Array.from(hash.subarray(0, count), (byte) => alphabet[byte % alphabet.length]).join('')
}
