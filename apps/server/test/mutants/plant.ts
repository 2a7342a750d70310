import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from './mutant.ts'

/** Its text must be there exactly once, else the list is out of date. */
export function problemOf(folder: string, { name, file, find }: Mutant): string | undefined {
  const found = readFileSync(join(folder, file), 'utf8').split(find).length - 1
  return found === 1 ? undefined : `"${name}": its text is ${found} times in ${file}`
}

/** Plants the bug; answers how to take it out again. */
export function plant(folder: string, mutant: Mutant): () => void {
  const path = join(folder, mutant.file)
  const original = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    original.replace(mutant.find, () => mutant.replace),
  )
  return () => writeFileSync(path, original)
}
