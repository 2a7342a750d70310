import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { settableClock } from '../src/kernel/clock.ts'
import type { SettableClock } from '../src/kernel/clock.ts'
import { inGlobal, openDb, openPool } from '../src/kernel/db.ts'
import type { Db } from '../src/kernel/db.ts'

export type TestDatabase = Db & {
  clock: SettableClock
  /** The owner's connections, past row-level security: to look, and to tamper. */
  owner: pg.Pool
  url: string
}

/**
 * A database of its own, copied from the migrated template and dropped at the end of the file. Call it once
 * at the top: `const db = await testDatabase()`. Its clock stands at 2 March 2026, 9:00 in Shanghai.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const template = inject('databaseUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(template, `create database ${name} template sesame`)
  const url = withDatabase(template, name)

  const clock = settableClock(new Date('2026-03-02T09:00:00+08:00'))
  const db = openDb({ appUrl: url, reportUrl: url, clock, connectionsMax: 12 })
  const owner = openPool(url, { max: 2, statementSeconds: 30 })
  const close = async () => {
    await Promise.all([db.close(), owner.end()])
    await asOwner(template, `drop database if exists ${name} with (force)`)
  }
  afterAll(close)
  return { ...db, clock, owner, url }
}

/** Makes a merchant (or the operator's books) with a code nobody else has, and answers its id. */
export async function newMerchant(db: Db, kind: 'merchant' | 'operator' = 'merchant'): Promise<string> {
  const id = db.newId()
  const code = Array.from(randomBytes(6), (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte & 31]).join('')
  await inGlobal(db, (tx) =>
    tx.query(sql`insert into merchant (id, code, name, kind, created_at)
      values (${id}, ${code}, ${`Merchant ${code}`}, ${kind}, ${tx.now})`),
  )
  return id
}

function withDatabase(url: string, name: string): string {
  const copy = new URL(url)
  copy.pathname = `/${name}`
  return copy.href
}

async function asOwner(url: string, statement: string): Promise<void> {
  // Connected elsewhere, because a template with a connection in it cannot be copied.
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
