import { sql } from 'kysely'
import { startOfBusinessDay } from '../kernel/clock.ts'
import type { Sql } from '../kernel/db.ts'
import { refusal } from '../kernel/refusals.ts'

export const dayWrong = refusal('http.bad_day', 400)

/** `and …` where a value was asked for, nothing where it was not. */
export const when = <V>(value: V | undefined | null, condition: (value: V) => Sql): Sql =>
  value === undefined || value === null || value === '' ? sql`` : sql`and ${condition(value)}`

/** From the beginning of one business day to the end of another, both included. */
export function within(time: Sql, period: { from?: string | undefined; to?: string | undefined }): Sql {
  return sql`${when(period.from, (day) => sql`${time} >= ${startOf(day)}`)}
    ${when(period.to, (day) => sql`${time} < ${dayAfter(day)}`)}`
}

function startOf(day: string): Date {
  const start = startOfBusinessDay(day)
  if (Number.isNaN(start.getTime())) throw dayWrong({ day })
  return start
}

function dayAfter(day: string): Date {
  return new Date(startOf(day).getTime() + 86_400_000)
}

/** The beginning of a text, as a range that a text_pattern_ops index serves; wildcards mean themselves. */
export function startsWith(column: Sql, beginning: string): Sql {
  return sql`${column} like ${beginning.replace(/[\\%_]/g, '\\$&') + '%'}`
}
