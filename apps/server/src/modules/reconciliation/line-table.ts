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

/** Segments are never copied, so a growing table leaves no garbage behind but that of its slots. */
const segmentBits = 15
const segmentLines = 1 << segmentBits
const inSegment = segmentLines - 1

type Segment = {
  keys: Uint32Array
  amounts: Float64Array
  fees: Float64Array
  rates: Int32Array
  places: Uint32Array
  parts: Uint16Array
  flags: Uint8Array
}

const newSegment = (): Segment => ({
  keys: new Uint32Array(segmentLines * 4),
  amounts: new Float64Array(segmentLines),
  fees: new Float64Array(segmentLines),
  rates: new Int32Array(segmentLines),
  places: new Uint32Array(segmentLines),
  parts: new Uint16Array(segmentLines),
  flags: new Uint8Array(segmentLines),
})

type Store = { size: number; segments: Segment[]; slots: Int32Array; digest: Uint32Array }

/**
 * A hash table in typed arrays, some 50 bytes a line: a million lines take as much memory as twenty thousand objects
 * would. Numbers are kept as 128 bits of their hash, so that two become one once in 10^26 bills of a million lines.
 */
export function openLineTable(): LineTable {
  const store: Store = {
    size: 0,
    segments: [],
    slots: new Int32Array(segmentLines * 2),
    digest: new Uint32Array(4),
  }
  const of = (at: number): Segment => store.segments[at >>> segmentBits]!
  const has = (at: number, flag: number): boolean => (of(at).flags[at & inSegment]! & flag) !== 0
  return {
    get size() {
      return store.size
    },
    add: (line, part) => add(store, line, part),
    find(kind, number) {
      digestInto(store.digest, kind, number)
      return Math.max(-1, locate(store))
    },
    amountFen: (at) => of(at).amounts[at & inSegment]!,
    feeFen: (at) => of(at).fees[at & inSegment]!,
    feeRate: (at) => of(at).rates[at & inSegment]!,
    isDone: (at) => has(at, done),
    isRefund: (at) => has(at, refund),
    part: (at) => of(at).parts[at & inSegment]!,
    place: (at) => of(at).places[at & inSegment]!,
    markSeen: (at) => {
      of(at).flags[at & inSegment]! |= seen
    },
    isSeen: (at) => has(at, seen),
  }
}

function add(store: Store, line: BillLine, part: number): boolean {
  if (store.size * 2 >= store.slots.length) growSlots(store)
  digestInto(store.digest, line.kind, line.number)
  const slot = locate(store)
  if (slot >= 0) return false
  const at = store.size & inSegment
  if (at === 0) store.segments.push(newSegment())
  const segment = store.segments.at(-1)!
  segment.keys.set(store.digest, at * 4)
  segment.amounts[at] = line.amountFen
  segment.fees[at] = line.feeFen
  segment.rates[at] = line.feeRate ?? -1
  segment.places[at] = line.place
  segment.parts[at] = part
  segment.flags[at] = (line.isDone ? done : 0) | (line.kind === 'refund' ? refund : 0)
  store.size += 1
  store.slots[-1 - slot] = store.size
  return true
}

/** Where the line of the digest is, or the free slot for it as -1 - slot. */
function locate({ segments, slots, digest }: Store): number {
  const mask = slots.length - 1
  const [a, b, c, d] = [digest[0]!, digest[1]!, digest[2]!, digest[3]!]
  for (let slot = a & mask; ; slot = (slot + 1) & mask) {
    const at = slots[slot]! - 1
    if (at < 0) return -1 - slot
    const { keys } = segments[at >>> segmentBits]!
    const key = (at & inSegment) * 4
    if (keys[key] === a && keys[key + 1] === b && keys[key + 2] === c && keys[key + 3] === d) return at
  }
}

function growSlots(store: Store): void {
  const slots = new Int32Array(store.slots.length * 2)
  const mask = slots.length - 1
  for (let at = 0; at < store.size; at++) {
    let slot = store.segments[at >>> segmentBits]!.keys[(at & inSegment) * 4]! & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = at + 1
  }
  store.slots = slots
}

/** Four lanes of multiplying and mixing; no secret hangs on it. */
function digestInto(into: Uint32Array, kind: BillLine['kind'], number: string): void {
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
