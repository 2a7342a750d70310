import { sql } from 'kysely'
import { inGlobal } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'

/** Undefined when the database answers and nothing is left to migrate, else what is wrong. */
export async function isReady(db: Db, migrations: readonly string[]): Promise<string | undefined> {
  const rows = await inGlobal(db, (tx) => tx.query(sql<{ name: string }>`select name from schema_migration`))
  const applied = new Set(rows.map((row) => row.name))
  const missing = migrations.filter((name) => !applied.has(name))
  return missing.length === 0 ? undefined : `not migrated: ${missing.join(', ')}`
}
