import { parseArgs } from 'node:util'
import { inReport } from '../kernel/db.ts'
import type { Db } from '../kernel/db.ts'
import { isUuid } from '../kernel/ids.ts'
import { verifyBooks } from '../reports/verify/verify-books.ts'
import type { Violation } from '../reports/verify/check.ts'

/**
 * Prints what is wrong with the books, if anything; the exit code is 1 then. A restored copy stopped at some moment,
 * and is judged `as of` then: what was due later could not happen in it.
 */
export async function verifyCommand(
  db: Db,
  args: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const options = { merchant: { type: 'string' }, 'as-of': { type: 'string' } } as const
  const { values } = parseArgs({ args: [...args], options })
  if (values.merchant !== undefined && !isUuid(values.merchant)) {
    say(`--merchant must be a merchant's id: ${values.merchant}`)
    return 2
  }
  const asOf = values['as-of'] === undefined ? db.clock.now() : new Date(values['as-of'])
  if (Number.isNaN(asOf.getTime())) {
    say(`--as-of must be a time, as 2026-11-20T08:00:00+08:00: ${values['as-of']}`)
    return 2
  }
  const then = { ...db, clock: { now: () => asOf } }
  const { checked, violations } = await inReport(then, (read) => verifyBooks(read, values.merchant))
  if (violations.length === 0) {
    say(`The books are right: ${checked} checks, nothing found.`)
    return 0
  }
  for (const line of tableOf(violations)) say(line)
  say(`\nThe books are wrong: ${violations.length} rows found by ${checked} checks.`)
  return 1
}

function tableOf(violations: readonly Violation[]): string[] {
  const rows = [
    ['invariant', 'check', 'merchant', 'row'],
    ...violations.map(({ invariant, check, merchantId, row }) => [
      String(invariant),
      check,
      merchantId,
      Object.entries(row)
        .map(([name, value]) => `${name}=${shown(value)}`)
        .join(' '),
    ]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
}

function shown(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (value instanceof Date) return value.toISOString()
  return String(value)
}
