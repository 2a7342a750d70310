import { BillUnusable } from './bill.ts'

const unpackedBytesMax = 4 * 1024 ** 3
const ratioMax = 300
const alwaysFine = 16 * 1024 ** 2

/** Passes on what was unpacked, and stops where it is more than any bill of this packed size could be. */
export async function* bounded(
  unpacked: AsyncIterable<Buffer>,
  packedBytes: number,
  see: (chunk: Buffer) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const bytesMax = Math.min(unpackedBytesMax, Math.max(alwaysFine, packedBytes * ratioMax))
  let bytes = 0
  for await (const chunk of unpacked) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new BillUnusable('bill.too_large', `${bytes}`)
    see(chunk)
    yield chunk
  }
}
