import { randomBytes } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stateFolder } from './paths.ts'
import { startPostgres } from './postgres.ts'
import { runNode } from './run-command.ts'
import { step } from './step.ts'

export type Database = {
  name: string
  embedded: boolean
  /** For people: where it is. */
  place: string
  ended: Promise<unknown>
  logFile: string
  stop(): Promise<void>
}

type Options = { demo: boolean }

/** The database of DATABASE_URL, else the embedded one, whose address the children then find in DATABASE_URL. */
export async function startDatabase(
  { demo }: Options,
  onStart: (database: Database) => void,
): Promise<Database> {
  if (demo) makeSecretKey()
  const given = process.env.DATABASE_URL
  if (given) {
    const { host, pathname } = new URL(given)
    const never = new Promise<never>(() => undefined)
    const stop = () => Promise.resolve()
    return { name: 'database', embedded: false, place: `${host}${pathname}`, ended: never, logFile: '', stop }
  }

  const logs = join(stateFolder(), 'logs')
  mkdirSync(logs, { recursive: true })
  const logFile = join(logs, 'postgres.log')
  const log = createWriteStream(logFile)
  const starting = startPostgres({
    dataDir: join(stateFolder(), 'postgres'),
    port: 54329,
    log: (line) => void log.write(`${line}\n`),
  })
  const { url, port, data, ended, stop } = await step('Database started', starting)
  process.env.DATABASE_URL = url
  const place = `127.0.0.1:${port}, files in ${data}`
  const database = { name: 'database', embedded: true, place, ended, logFile, stop }
  onStart(database)
  return database
}

/** Answers whether the database was empty before. */
export async function migrateDatabase(): Promise<boolean> {
  const { code, output } = await runNode(['apps/server/src/main/cli.ts', 'migrate'])
  if (code !== 0) throw new Error(`The database could not be migrated:\n${output}`)
  return output.includes('0001_')
}

/** Only for trying Sesame out: in production the key comes from SESAME_SECRET_KEY or SESAME_SECRET_KEY_FILE. */
function makeSecretKey(): void {
  const file = join(stateFolder(), 'secret.key')
  if (process.env.SESAME_SECRET_KEY || process.env.SESAME_SECRET_KEY_FILE || existsSync(file)) return
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
}
