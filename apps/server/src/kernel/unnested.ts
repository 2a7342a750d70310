import { sql } from 'kysely'
import type { Sql } from './db.ts'

/** Each column's PostgreSQL type, and what a row has in it. */
export type Columns<Row> = Record<string, readonly [type: string, of: (row: Row, place: number) => unknown]>

/**
 * N rows as `unnest(…) as w (…)`: one array a column, so the statement's text and number of parameters are the
 * same for any N. Types and names are code, never input.
 */
export function unnested<Row>(rows: readonly Row[], columns: Columns<Row>): Sql {
  const arrays = Object.values(columns).map(([type, of]) => sql`${rows.map(of)}::${sql.raw(type)}[]`)
  const names = Object.keys(columns).map((name) => sql.ref(name))
  return sql`unnest(${sql.join(arrays)}) as w (${sql.join(names)})`
}
