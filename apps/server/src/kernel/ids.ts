import assert from 'node:assert/strict'
import { randomFillSync } from 'node:crypto'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export type MerchantId = string & { readonly __merchant?: never }

export function isUuid(text: string): boolean {
  return uuid.test(text)
}

let lastMillisecond = 0
let counter = 0

/** A UUIDv7: sorts by time, and by order of creation within one process and millisecond. */
export function newId(at: Date = new Date()): string {
  const bytes = nextBytes()
  const millisecond = nextTick(at.getTime(), bytes)
  bytes.writeUIntBE(millisecond, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const poolBytes = 8192
const pool = Buffer.alloc(poolBytes)
let poolUsed = poolBytes

/** Sixteen random bytes that nobody else is given; drawn for many at once, which costs a tenth. */
function nextBytes(): Buffer {
  if (poolUsed === poolBytes) {
    randomFillSync(pool)
    poolUsed = 0
  }
  poolUsed += 16
  return pool.subarray(poolUsed - 16, poolUsed)
}

function nextTick(millisecond: number, bytes: Buffer): number {
  if (millisecond !== lastMillisecond) {
    counter = bytes.readUInt16BE(6) & 0x3ff
    return (lastMillisecond = millisecond)
  }
  counter += 1
  // 4096 ids in one millisecond of a clock that stands still: the random tail alone keeps them apart.
  if (counter > 0xfff) counter = 0
  return millisecond
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The same id in 26 characters of Crockford's base 32, for numbers at the channels. */
export function compactId(id: string): string {
  assert(isUuid(id), `not a uuid: ${id}`)
  let rest = BigInt(`0x${id.replaceAll('-', '')}`)
  let text = ''
  for (let place = 0; place < 26; place++) {
    text = alphabet[Number(rest & 31n)]! + text
    rest >>= 5n
  }
  return text
}

/** The way back from `compactId`; undefined when the text is no such id. */
export function expandId(text: string): string | undefined {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text)) return undefined
  let number = 0n
  for (const letter of text) number = (number << 5n) | BigInt(alphabet.indexOf(letter))
  const hex = number.toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
