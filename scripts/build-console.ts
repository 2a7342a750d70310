import { join } from 'node:path'
import { fingerprint, isFresh, markFresh } from './fingerprint.ts'
import { root } from './paths.ts'
import { runNode } from './run-command.ts'

const sources = ['apps/console', 'packages/contract', 'package-lock.json']
const stamp = join(root, 'apps/console/dist/.built-from')

/** Builds apps/console/dist when its sources changed; answers whether it had to. */
export async function buildConsole(): Promise<boolean> {
  const print = fingerprint(sources)
  if (isFresh(stamp, print)) return false
  const { code, output } = await runNode(['node_modules/vite/bin/vite.js', 'build', 'apps/console'], {
    // Whatever this process runs as: anything else would build the slow React of development.
    env: { NODE_ENV: 'production' },
  })
  if (code !== 0) throw new Error(`The console could not be built:\n${output}`)
  markFresh(stamp, print)
  return true
}
