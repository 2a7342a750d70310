import { parseArgs } from 'node:util'
import { inReport } from '../kernel/db.ts'
import type { Db } from '../kernel/db.ts'
import { isUuid } from '../kernel/ids.ts'
import { verifyBooks } from '../reports/verify/verify-books.ts'
import type { Violation } from '../reports/verify/check.ts'

/** Prints what is wrong with the books, if anything; the exit code is 1 then. */
export async function verifyCommand(
  db: Db,
  args: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { merchant: { type: 'string' } } })
  if (values.merchant !== undefined && !isUuid(values.merchant)) {
    say(`--merchant must be a merchant's id: ${values.merchant}`)
    return 2
  }
  const { checked, violations } = await inReport(db, (read) => verifyBooks(read, values.merchant))
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
