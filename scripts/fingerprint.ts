import { createHash, type Hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './paths.ts'

const skipped = new Set(['node_modules', 'dist', '.cache', 'test'])

/** Of names and contents, so that a checkout, a copy and a touched file look the same. */
export function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) add(hash, path)
  return hash.digest('hex')
}

function add(hash: Hash, path: string): void {
  const full = join(root, path)
  if (!existsSync(full)) return
  if (!statSync(full).isDirectory()) {
    hash.update(path).update('\0').update(readFileSync(full)).update('\0')
    return
  }
  for (const name of readdirSync(full).sort()) {
    if (!skipped.has(name)) add(hash, join(path, name))
  }
}

/** Whether what lies beside the stamp was made from these sources. */
export function isFresh(stamp: string, print: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === print
}

export function markFresh(stamp: string, print: string): void {
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, print)
}
