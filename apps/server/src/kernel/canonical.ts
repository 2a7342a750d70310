import { hash } from 'node:crypto'

/** Text that is the same for the same content: keys sorted, undefined dropped, bigints and dates marked. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(marked(value)))
}

export function contentHash(value: unknown): Buffer {
  return hash('sha256', canonicalJson(value), 'buffer')
}

/** Plain JSON that keeps bigints ({"$fen"}) and dates ({"$date"}). */
export function toStored(value: unknown): string {
  return JSON.stringify(marked(value) ?? null)
}

export function fromStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromStored)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  const [first] = entries
  if (entries.length === 1 && first && typeof first[1] === 'string') {
    if (first[0] === '$fen') return BigInt(first[1])
    if (first[0] === '$date') return new Date(first[1])
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, fromStored(inner)]))
}

function marked(value: unknown): unknown {
  if (typeof value === 'bigint') return { $fen: value.toString() }
  if (value instanceof Date) return { $date: value.toISOString() }
  if (Buffer.isBuffer(value)) return { $bytes: value.toString('base64') }
  if (Array.isArray(value)) return value.map(marked)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
