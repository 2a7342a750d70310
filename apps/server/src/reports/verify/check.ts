import { sql } from 'kysely'
import type { Sql } from '../../kernel/db.ts'

/** One property of the books. It holds when its statement answers no row; each row is one offender. */
export type Check = {
  /** The number of the invariant in the domain model. */
  invariant: number
  name: string
  /** Answers merchant_id and whatever helps to find the offender. */
  rows(scope: Scope): Sql<{ merchant_id: string } & Record<string, unknown>>
}

export type Scope = {
  now: Date
  /** `and <alias>.merchant_id = …`, or nothing when all merchants are checked. */
  only(alias: string): Sql
}

export type Violation = { invariant: number; check: string; merchantId: string; row: Record<string, unknown> }

export function scopeOf(now: Date, merchantId: string | undefined): Scope {
  return {
    now,
    only: (alias) =>
      merchantId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.merchant_id`)} = ${merchantId}::uuid`,
  }
}
