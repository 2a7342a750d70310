import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { claimInstance } from './instance.ts'
import { root, stateFolder } from './paths.ts'
import { findHome } from './postgres-home.ts'

/** `npm run reset`: the next start begins with an empty database, a new sandbox and a new demo. */
const envFile = join(root, '.env')
if (existsSync(envFile)) process.loadEnvFile(envFile)

try {
  reset()
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

function reset(): void {
  // A database of one's own may hold more than a demo.
  if (process.env.DATABASE_URL)
    throw new Error('DATABASE_URL names a database of your own: empty it yourself; nothing was removed')
  const release = claimInstance('npm run reset')
  const folder = stateFolder()
  const inside = join(folder, 'postgres')
  const removed = [
    ...(existsSync(`${inside}.json`) ? [findHome(inside).data] : []),
    ...['postgres', 'postgres.json', 'demo.json', 'demo.loading', 'files'].map((name) => join(folder, name)),
    ...['', '-wal', '-shm'].map((ending) => join(folder, `sandbox.sqlite${ending}`)),
  ]
  for (const path of removed) rmSync(path, { recursive: true, force: true })
  release()
  console.log('Database, sandbox and demo are removed; npm start makes them anew')
}
