import { createHash, createHmac } from 'node:crypto'
import type { Outgoing } from '../listen.ts'

/** One level of `<name>value</name>`, which is all there is in APIv2. */
export type V2Fields = Record<string, string>
export type V2SignType = 'MD5' | 'HMAC-SHA256'

/** undefined when it is not of that form. */
export function parseXml(text: string): V2Fields | undefined {
  const inner = /^\s*<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1]
  if (inner === undefined) return undefined
  const fields: V2Fields = {}
  const element = /\s*<([A-Za-z0-9_]+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>\s*/y
  while (element.lastIndex < inner.length) {
    const found = element.exec(inner)
    if (found === null) return inner.trim() === '' ? {} : undefined
    const [, name = '', wrapped, plain = ''] = found
    if (Object.hasOwn(fields, name)) return undefined
    fields[name] = wrapped ?? unescape(plain)
  }
  return fields
}

const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

export function writeXml(fields: V2Fields, root = 'xml'): string {
  const lines = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
  return `<${root}>${lines.join('\n')}</${root}>`
}

export function signV2(fields: V2Fields, key: string, type: V2SignType): string {
  const query = Object.keys(fields)
    .sort()
    .filter((name) => name !== 'sign' && fields[name] !== '')
    .map((name) => `${name}=${fields[name]}`)
    .concat(`key=${key}`)
    .join('&')
  const made = type === 'MD5' ? createHash('md5') : createHmac('sha256', key)
  return made.update(query).digest('hex').toUpperCase()
}

/** Always 200 and text, whatever it says. */
export const xml = (fields: V2Fields): Outgoing => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: writeXml(fields),
})
