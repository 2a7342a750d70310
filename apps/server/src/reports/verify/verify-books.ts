import { sql } from 'kysely'
import type { ReportTx } from '../../kernel/db.ts'
import { auditChecks } from './audit-checks.ts'
import { billChecks } from './bill-checks.ts'
import { cardChecks } from './card-checks.ts'
import { scopeOf } from './check.ts'
import type { Check, Violation } from './check.ts'
import { historyChecks } from './history-checks.ts'
import { ledgerChecks } from './ledger-checks.ts'
import { orderChecks } from './order-checks.ts'
import { payoutChecks } from './payout-checks.ts'
import { refundChecks } from './refund-checks.ts'
import { settlementChecks } from './settlement-checks.ts'

/** Every check there is; a module's own sit beside these, in one file per group of invariants. */
export const checks: readonly Check[] = [
  ...ledgerChecks,
  ...orderChecks,
  ...payoutChecks,
  ...refundChecks,
  ...cardChecks,
  ...billChecks,
  ...historyChecks,
  ...settlementChecks,
  ...auditChecks,
]

// A broken book is reported, not listed to the last row.
const rowsMax = 100

export type Verified = { checked: number; violations: Violation[] }

/** Checks all books, or one merchant's, as they were at one instant. */
export async function verifyBooks(read: ReportTx, merchantId?: string): Promise<Verified> {
  const scope = scopeOf(read.now, merchantId)
  const violations: Violation[] = []
  for (const { invariant, name, rows } of checks) {
    const found = await read.query(
      sql<{ merchant_id: string }>`select * from (${rows(scope)}) offender limit ${rowsMax}`,
    )
    for (const { merchant_id, ...row } of found) {
      violations.push({ invariant, check: name, merchantId: merchant_id, row })
    }
  }
  return { checked: checks.length, violations }
}
