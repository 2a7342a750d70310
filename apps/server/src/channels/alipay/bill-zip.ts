import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { BillUnusable } from '../bill.ts'
import type { BillFile } from '../bill.ts'
import { bounded } from '../bounded.ts'

type Entry = {
  /** In whatever encoding it was written: Alipay's are GBK. */
  name: Buffer
  isStored: boolean
  packedBytes: number
  unpackedBytes: number
  crc: number
  start: number
}

const entriesMax = 50
const directoryBytesMax = 1024 * 1024
const endRecordBytes = 22
const localHeaderBytes = 30
const stored = 0
const deflated = 8

const unusable = (detail: string): BillUnusable => new BillUnusable('bill.zip_wrong', detail)

/**
 * What a zip says that is in it. Nothing is ever written under an entry's name; one that points out of its folder is
 * refused all the same, because no bill has one.
 */
export async function entriesOf(file: BillFile): Promise<Entry[]> {
  const tail = await tailOf(file)
  const end = tail.bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + endRecordBytes > tail.bytes.length) throw unusable('no end of a zip')
  const count = tail.bytes.readUInt16LE(end + 10)
  const directory = tail.bytes.readUInt32LE(end + 16) - tail.start
  if (count > entriesMax || directory < 0 || directory > end) throw unusable('directory')

  const entries: Entry[] = []
  let at = directory
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || tail.bytes.readUInt32LE(at) !== 0x02014b50) throw unusable('directory')
    const entry = entryAt(tail.bytes, at)
    checkName(entry.name)
    entries.push(entry)
    at += 46 + entry.name.length + tail.bytes.readUInt16LE(at + 30) + tail.bytes.readUInt16LE(at + 32)
  }
  return entries
}

function entryAt(bytes: Buffer, at: number): Entry {
  const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
  const method = bytes.readUInt16LE(at + 10)
  if (isEncrypted || (method !== stored && method !== deflated)) throw unusable('method')
  return {
    name: bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)),
    isStored: method === stored,
    crc: bytes.readUInt32LE(at + 16),
    packedBytes: bytes.readUInt32LE(at + 20),
    unpackedBytes: bytes.readUInt32LE(at + 24),
    start: bytes.readUInt32LE(at + 42),
  }
}

function checkName(name: Buffer): void {
  const text = name.toString('latin1')
  if (text.includes('..') || text.startsWith('/') || /[\\:\0]/.test(text.replace(/[\x81-\xfe]./gs, '')))
    throw unusable('name of an entry')
}

/** The end of the file, where the directory is, without keeping the rest. */
async function tailOf(file: BillFile): Promise<{ bytes: Buffer; start: number }> {
  let bytes = Buffer.alloc(0)
  for await (const chunk of file.open() as AsyncIterable<Buffer>)
    bytes = Buffer.concat([bytes, chunk]).subarray(-directoryBytesMax)
  return { bytes, start: file.bytes - bytes.length }
}

/** An entry's content; its length and check sum are known to be right when it has ended without an error. */
export async function* contentOf(file: BillFile, entry: Entry): AsyncGenerator<Buffer> {
  let crc = 0
  let bytes = 0
  const see = (chunk: Buffer): void => {
    crc = crc32(chunk, crc)
    bytes += chunk.length
  }
  const packed = packedOf(file, entry)
  const content = entry.isStored ? packed : pipeline(packed, createInflateRaw(), () => undefined)
  try {
    yield* bounded(content as AsyncIterable<Buffer>, entry.packedBytes, see)
  } catch (error) {
    if (error instanceof BillUnusable) throw error
    throw new BillUnusable('bill.truncated', 'not a whole zip')
  }
  if (bytes !== entry.unpackedBytes || crc !== entry.crc) throw unusable('check sum')
}

async function* packedOf(file: BillFile, entry: Entry): AsyncGenerator<Buffer> {
  let position = 0
  let header = Buffer.alloc(0)
  let from: number | undefined
  for await (const chunk of file.open() as AsyncIterable<Buffer>) {
    const start = position
    position += chunk.length
    if (from === undefined) {
      if (position <= entry.start) continue
      header = Buffer.concat([header, chunk.subarray(Math.max(0, entry.start - start))])
      if (header.length < localHeaderBytes) continue
      if (header.readUInt32LE(0) !== 0x04034b50) throw unusable('an entry')
      from = entry.start + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
      const ready = header.subarray(from - entry.start, from - entry.start + entry.packedBytes)
      if (ready.length > 0) yield ready
    } else {
      const piece = chunk.subarray(Math.max(0, from - start), Math.max(0, from + entry.packedBytes - start))
      if (piece.length > 0) yield piece
    }
    if (from !== undefined && position >= from + entry.packedBytes) return
  }
}
