import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * A stored file is named after its content, so the same content is kept once and a name can't be chosen.
 */
export type Stored = { name: string; bytes: number }

export type Storage = {
  /** Throws TooLarge, and keeps nothing, as soon as more than `bytesMax` have come. */
  put(content: Readable | Buffer, bytesMax: number): Promise<Stored>
  find(name: string): Promise<{ bytes: number; open(): Readable } | undefined>
  /** Absent is fine: the outcome is the same. */
  remove(name: string): Promise<void>
}

export class TooLarge extends Error {
  constructor(bytesMax: number) {
    super(`more than ${bytesMax} bytes`)
    this.name = 'TooLarge'
  }
}

/** Files below `root`, 256 folders wide. Written beside and renamed, so a half-written file has no name. */
export function createLocalStorage(root: string): Storage {
  return {
    async put(content, bytesMax) {
      const incoming = join(root, 'incoming')
      await mkdir(incoming, { recursive: true })
      const draft = join(incoming, randomUUID())
      try {
        const stored = await writeDraft(draft, content, bytesMax)
        const path = pathOf(root, stored.name)
        await mkdir(join(path, '..'), { recursive: true })
        await rename(draft, path)
        return stored
      } finally {
        await rm(draft, { force: true })
      }
    },
    async find(name) {
      if (!isName(name)) return undefined
      const path = pathOf(root, name)
      const found = await stat(path).catch(() => undefined)
      return found?.isFile() ? { bytes: found.size, open: () => createReadStream(path) } : undefined
    },
    async remove(name) {
      if (isName(name)) await rm(pathOf(root, name), { force: true })
    },
  }
}

async function writeDraft(path: string, content: Readable | Buffer, bytesMax: number): Promise<Stored> {
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > bytesMax) return done(new TooLarge(bytesMax))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const source = Buffer.isBuffer(content) ? Readable.from([content]) : content
  await pipeline(source, measure, createWriteStream(path, { flush: true, mode: 0o600 }))
  return { name: hash.digest('hex'), bytes }
}

/** Also what keeps a name from leaving the root. */
function isName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}

function pathOf(root: string, name: string): string {
  return join(root, name.slice(0, 2), name)
}
