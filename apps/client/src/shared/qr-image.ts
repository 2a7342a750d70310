import { encode } from 'uqr'

const scale = 8
const quietModules = 2

/** A QR code as a PNG data address: an image works in every mini-program, where SVG and canvas differ. */
export function qrImage(content: string): string {
  const { data, size } = encode(content, { ecc: 'M', border: quietModules })
  const bytesPerRow = Math.ceil((size * scale) / 8)
  const rows: number[] = []
  for (const modules of data) {
    const row = [0, ...packRow(modules, bytesPerRow)]
    for (let line = 0; line < scale; line++) rows.push(...row)
  }
  return `data:image/png;base64,${base64(pngOf(size * scale, rows))}`
}

/** White is 1 in a grey image of one bit; with a scale of eight a module is exactly one byte. */
function packRow(modules: boolean[], bytesPerRow: number): number[] {
  return Array.from({ length: bytesPerRow }, (_, index) => (modules[index] === true ? 0x00 : 0xff))
}

function pngOf(side: number, pixels: number[]): number[] {
  return [
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...chunk('IHDR', [...bigEndian(side), ...bigEndian(side), 1, 0, 0, 0, 0]),
    ...chunk('IDAT', stored(pixels)),
    ...chunk('IEND', []),
  ]
}

function chunk(name: string, body: number[]): number[] {
  const named = [...Array.from(name, (letter) => letter.charCodeAt(0)), ...body]
  return [...bigEndian(body.length), ...named, ...bigEndian(checkCrc32(named))]
}

/** zlib without compression: one stored block holds up to 65,535 bytes, more than any card code needs. */
function stored(body: number[]): number[] {
  const size = body.length
  if (size > 0xffff) throw new Error('a QR code this large needs more than one block')
  const header = [0x78, 0x01, 0x01, size & 0xff, size >> 8, ~size & 0xff, (~size >> 8) & 0xff]
  return [...header, ...body, ...bigEndian(checkAdler32(body))]
}

function bigEndian(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}

function checkCrc32(bytes: number[]): number {
  let check = 0xffffffff
  for (const byte of bytes) {
    check ^= byte
    for (let bit = 0; bit < 8; bit++) check = check & 1 ? (check >>> 1) ^ 0xedb88320 : check >>> 1
  }
  return (check ^ 0xffffffff) >>> 0
}

function checkAdler32(bytes: number[]): number {
  let low = 1
  let high = 0
  for (const byte of bytes) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return ((high << 16) | low) >>> 0
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function base64(bytes: number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]]
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0)
    text += letters.charAt(group >> 18) + letters.charAt((group >> 12) & 63)
    text += second === undefined ? '=' : letters.charAt((group >> 6) & 63)
    text += third === undefined ? '=' : letters.charAt(group & 63)
  }
  return text
}
