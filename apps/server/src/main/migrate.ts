import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { foundOperator } from '../flows/merchants/found-operator.ts'
import { systemClock } from '../kernel/clock.ts'
import { openDb, openPool } from '../kernel/db.ts'

const folder = new URL('../../migrations/', import.meta.url)

export type MigrateOptions = { url: string; queueUrl?: string | undefined; say?: (line: string) => void }

/** Brings a database up to date: our files in order, then the queue's own. Run as the owner; safe to repeat. */
export async function migrate({ url, queueUrl, say = () => undefined }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=Asia/Shanghai' })
  await client.connect()
  try {
    // One at a time per database; the lock ends with the connection.
    await client.query(`select pg_advisory_lock(hashtextextended('sesame migrate', 0))`)
    const applied = await migrateFiles(client, say)
    await migrateQueue(client, url, queueUrl)
    await client.query('grant select on schema_migration to sesame_app, sesame_report')
    await fill(url)
    return applied
  } finally {
    await client.end()
  }
}

/** Permissions, role templates and the operator: rows that the code expects to be there. */
async function fill(url: string): Promise<void> {
  const db = openDb({ appUrl: url, reportUrl: url, clock: systemClock, connectionsMax: 2 })
  try {
    await foundOperator(db)
  } finally {
    await db.close()
  }
}

/** True when nothing is left to migrate; asked by `/readyz` with any connection that may read. */
export function migrationNames(): string[] {
  return readdirSync(folder)
    .filter((name) => /^[0-9]{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
}

async function migrateFiles(client: pg.Client, say: (line: string) => void): Promise<string[]> {
  await client.query(`create table if not exists schema_migration (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migration',
  )
  const known = new Map(rows.map((row) => [row.name, row.checksum]))
  const applied: string[] = []
  for (const name of migrationNames()) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
    if (known.has(name)) {
      if (known.get(name) !== checksum) throw new Error(`${name} was changed after it had been applied`)
      continue
    }
    say(`migrating ${name}`)
    await applyFile(client, { name, text, checksum })
    applied.push(name)
  }
  return applied
}

async function applyFile(
  client: pg.Client,
  { name, text, checksum }: { name: string; text: string; checksum: string },
): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

const silent = new Logger(() => () => undefined)

async function migrateQueue(client: pg.Client, url: string, queueUrl: string | undefined): Promise<void> {
  const role = queueUrl === undefined ? 'sesame_queue' : undefined
  const pool = openPool(queueUrl ?? url, { role, max: 2, statementSeconds: 120 })
  try {
    await runMigrations({ pgPool: pool, logger: silent })
  } finally {
    await pool.end()
  }
  await client.query('begin; set local role sesame_queue')
  await client.query(readFileSync(new URL('queue.sql', folder), 'utf8'))
  await client.query('commit')
}
