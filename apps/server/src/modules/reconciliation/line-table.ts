import assert from 'node:assert/strict'
import type { BillLine } from '../../channels/bill.ts'

/** What is kept of a line to compare it; the rest is read from the file again where it is needed. */
export type LineTable = {
  readonly size: number
  /** False when a line of its kind and number is there already. */
  add(line: BillLine, part: number): boolean
  /** The line's place in this table, or -1. */
  find(kind: BillLine['kind'], number: string): number
  amountFen(at: number): number
  feeFen(at: number): number
  /** In hundred-thousandths; -1 where the bill names none. */
  feeRate(at: number): number
  isDone(at: number): boolean
  isRefund(at: number): boolean
  part(at: number): number
  /** The line's place in the file. */
  place(at: number): number
  markSeen(at: number): void
  isSeen(at: number): boolean
}

const done = 1
const refund = 2
const seen = 4
const startCapacity = 1024

/**
 * A hash table in typed arrays, some 50 bytes a line: a million lines take as much memory as twenty thousand objects
 * would. Numbers are kept as 128 bits of their hash, so that two become one once in 10^26 bills of a million lines.
 */
export function openLineTable(): LineTable {
  let capacity = startCapacity
  let size = 0
  let slots = new Int32Array(capacity * 2)
  let keys = new Uint32Array(capacity * 4)
  let amounts = new Float64Array(capacity)
  let fees = new Float64Array(capacity)
  let rates = new Int32Array(capacity)
  let places = new Uint32Array(capacity)
  let parts = new Uint16Array(capacity)
  let flags = new Uint8Array(capacity)
  const digest = new Uint32Array(4)

  /** Where the digest is, or the free slot for it as -1 - slot. */
  const slotOf = (): number => {
    const mask = slots.length - 1
    let slot = digest[0]! & mask
    for (;;) {
      const at = slots[slot]! - 1
      if (at < 0) return -1 - slot
      const key = at * 4
      if (
        keys[key] === digest[0] &&
        keys[key + 1] === digest[1] &&
        keys[key + 2] === digest[2] &&
        keys[key + 3] === digest[3]
      )
        return at
      slot = (slot + 1) & mask
    }
  }

  const grow = (): void => {
    capacity *= 2
    keys = grown(keys, new Uint32Array(capacity * 4))
    amounts = grown(amounts, new Float64Array(capacity))
    fees = grown(fees, new Float64Array(capacity))
    rates = grown(rates, new Int32Array(capacity))
    places = grown(places, new Uint32Array(capacity))
    parts = grown(parts, new Uint16Array(capacity))
    flags = grown(flags, new Uint8Array(capacity))
    slots = new Int32Array(capacity * 2)
    const mask = slots.length - 1
    for (let at = 0; at < size; at++) {
      let slot = keys[at * 4]! & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = at + 1
    }
  }

  return {
    get size() {
      return size
    },
    add(line, part) {
      if (size === capacity) grow()
      digestInto(digest, line.kind, line.number)
      const slot = slotOf()
      if (slot >= 0) return false
      keys.set(digest, size * 4)
      amounts[size] = line.amountFen
      fees[size] = line.feeFen
      rates[size] = line.feeRate ?? -1
      places[size] = line.place
      parts[size] = part
      flags[size] = (line.isDone ? done : 0) | (line.kind === 'refund' ? refund : 0)
      size += 1
      slots[-1 - slot] = size
      return true
    },
    find(kind, number) {
      digestInto(digest, kind, number)
      return Math.max(-1, slotOf())
    },
    amountFen: (at) => amounts[at]!,
    feeFen: (at) => fees[at]!,
    feeRate: (at) => rates[at]!,
    isDone: (at) => (flags[at]! & done) !== 0,
    isRefund: (at) => (flags[at]! & refund) !== 0,
    part: (at) => parts[at]!,
    place: (at) => places[at]!,
    markSeen: (at) => {
      flags[at]! |= seen
    },
    isSeen: (at) => (flags[at]! & seen) !== 0,
  }
}

function grown<Numbers extends { set(from: Numbers): void }>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}

/** Four lanes of multiplying and mixing; no secret hangs on it. */
function digestInto(into: Uint32Array, kind: BillLine['kind'], number: string): void {
  assert(into.length === 4)
  let a = kind === 'refund' ? 0x9e3779b9 : 0x243f6a88
  let b = 0x85a308d3
  let c = 0x13198a2e
  let d = 0x03707344
  for (let place = 0; place < number.length; place++) {
    const code = number.charCodeAt(place)
    a = b ^ Math.imul(a ^ code, 0x239b961b)
    b = c ^ Math.imul(b ^ code, 0xab0e9789)
    c = d ^ Math.imul(c ^ code, 0x38b34ae5)
    d = a ^ Math.imul(d ^ code, 0xa1e38b93)
  }
  a = Math.imul(c ^ (a >>> 18), 0x239b961b)
  b = Math.imul(d ^ (b >>> 22), 0xab0e9789)
  c = Math.imul(a ^ (c >>> 17), 0x38b34ae5)
  d = Math.imul(b ^ (d >>> 19), 0xa1e38b93)
  const mixed = a ^ b ^ c ^ d
  into[0] = mixed
  into[1] = b ^ mixed
  into[2] = c ^ mixed
  into[3] = d ^ mixed
}
