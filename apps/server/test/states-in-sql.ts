import type { TestDatabase } from './database.ts'

/** The words that the database allows in a state column, to hold a state table against. */
export async function statesInSql(db: TestDatabase, table: string, column = 'state'): Promise<string[]> {
  const { rows } = await db.owner.query<{ definition: string }>(
    `select pg_get_constraintdef(c.oid) as definition from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
     where c.conrelid = $1::regclass and c.contype = 'c' and a.attname = $2`,
    [table, column],
  )
  return rows.flatMap(({ definition }) => [...definition.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word!))
}
