import { sql } from 'kysely'
import type { Sql } from '../../kernel/db.ts'

/**
 * The class of an account: all cards' principal is one, all orders' unapplied money another. What a statement
 * and a page of totals show a line for.
 */
export function classOfCode(code: string): string {
  const [first = '', , third = '', fourth = ''] = code.split(':')
  if (first === 'card') return `card:${third}`
  if (first === 'staff') return `staff:${fourth}`
  return first === 'merchant' || first === 'operator' ? code : first
}

/** The same in SQL. */
export const classOf = (code: Sql): Sql => sql`case split_part(${code}, ':', 1)
  when 'card' then 'card:' || split_part(${code}, ':', 3)
  when 'staff' then 'staff:' || split_part(${code}, ':', 4)
  when 'merchant' then ${code} when 'operator' then ${code}
  else split_part(${code}, ':', 1) end`
