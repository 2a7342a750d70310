import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SettableClock } from '../../apps/server/src/kernel/clock.ts'
import { inReport, openDb, openPool } from '../../apps/server/src/kernel/db.ts'
import { openVault } from '../../apps/server/src/kernel/secrets.ts'
import type { Vault } from '../../apps/server/src/kernel/secrets.ts'
import { migrate } from '../../apps/server/src/main/migrate.ts'
import { verifyBooks } from '../../apps/server/src/reports/verify/verify-books.ts'
import type { TestDatabase } from '../../apps/server/test/database.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import type { RunningPostgres } from '../../scripts/postgres.ts'

export type Stage = {
  db: TestDatabase
  postgres: RunningPostgres
  folder: string
  dataDir: string
  secretKey: Buffer
  vault: Vault
  /** Another run of the same files was started. */
  replace(postgres: RunningPostgres): void
  close(): Promise<void>
}

type Options = {
  clock: SettableClock
  /** Flushed to disk at each commit: wherever something is killed. */
  durable: boolean
  folder?: string
  /** A running PostgreSQL's database to copy, instead of starting one. */
  template?: string | undefined
}

/** The machine's time, for what runs in several processes; nobody sets it. */
export const machineClock: SettableClock = {
  now: () => new Date(),
  set: () => assert.fail('the machine’s clock is not ours to set'),
  advance: () => assert.fail('the machine’s clock is not ours to set'),
}

/** A database of its own, migrated, with what the tests' builders need to fill it. */
export async function openStage({ clock, durable, folder: given, template }: Options): Promise<Stage> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'sesame-faults-'))
  const dataDir = join(folder, 'postgres')
  let postgres = template
    ? await copyDatabase(template)
    : await startPostgres({ dataDir, port: 0, fsync: durable })
  const { url, data } = postgres
  if (!template) await migrate({ url })
  const owner = openPool(url, { max: 4, statementSeconds: 600 })
  const db = openDb({ appUrl: url, reportUrl: url, clock, connectionsMax: 12 })
  const secretKey = randomBytes(32)
  return {
    db: { ...db, clock, owner, url },
    postgres,
    folder,
    dataDir,
    secretKey,
    vault: openVault(secretKey),
    replace: (restarted) => (postgres = restarted),
    close: async () => {
      await Promise.all([db.close(), owner.end()])
      await postgres.stop()
      // A folder that was lent is put away by its lender.
      const own = given ? [data] : [folder, ...(data ? [dirname(data)] : [])]
      for (const path of own) rmSync(path, { recursive: true, force: true })
    },
  }
}

async function copyDatabase(template: string): Promise<RunningPostgres> {
  const { pathname, port } = new URL(template)
  const name = `faults_${randomBytes(6).toString('hex')}`
  const elsewhere = openPool(withDatabase(template, 'postgres'), { max: 1, statementSeconds: 60 })
  await elsewhere.query(`create database ${name} template ${pathname.slice(1)}`)
  const stop = async () => {
    await elsewhere.query(`drop database if exists ${name} with (force)`)
    await elsewhere.end()
  }
  const never = new Promise<never>(() => undefined)
  return { url: withDatabase(template, name), port: Number(port), data: '', ended: never, stop }
}

function withDatabase(url: string, name: string): string {
  const copy = new URL(url)
  copy.pathname = `/${name}`
  return copy.href
}

/** Every check of `books verify` but the one of the audit's chain, which only a running worker keeps. */
export async function booksHold({ db }: Stage): Promise<void> {
  const { violations } = await inReport(db, (read) => verifyBooks(read))
  const found = violations.filter(({ check }) => check !== 'every audit row is chained within a minute')
  assert.deepEqual(found, [], 'the books are wrong')
}
