import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FlatXml } from './v2-xml.ts'

export type V2SignType = 'MD5' | 'HMAC-SHA256'

/** All fields that say something, but the signature itself, by name, and the key of APIv2 at the end. */
export function signV2(fields: FlatXml, apiV2Key: string, signType: V2SignType): string {
  const pairs = [...fields]
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
  const text = `${pairs.join('&')}&key=${apiV2Key}`
  const hash = signType === 'MD5' ? createHash('md5') : createHmac('sha256', apiV2Key)
  return hash.update(text, 'utf8').digest('hex').toUpperCase()
}

/**
 * Whether somebody with the key signed these fields. Which way they were signed shows in the length; an answer to a
 * call has to be signed as the call was, which the caller demands by `signType`.
 */
export function isSignedV2(fields: FlatXml, apiV2Key: string, signType?: V2SignType): boolean {
  const given = fields.get('sign') ?? ''
  const type = given.length === 64 ? 'HMAC-SHA256' : 'MD5'
  if (signType !== undefined && type !== signType) return false
  const expected = Buffer.from(signV2(fields, apiV2Key, type))
  const found = Buffer.from(given)
  return found.length === expected.length && timingSafeEqual(found, expected)
}
