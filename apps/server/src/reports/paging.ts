import { sql } from 'kysely'
import type { Sql } from '../kernel/db.ts'
import { isUuid } from '../kernel/ids.ts'
import { refusal } from '../kernel/refusals.ts'

export const cursorWrong = refusal('http.bad_cursor', 400)

export type PageOf<Row> = { items: Row[]; nextCursor: string | null }
export type PageQuery = { cursor?: string | undefined; limit?: number | undefined }

export const limitOf = (query: PageQuery): number => query.limit ?? 50

/** `and (time, id) < (…)`: the rows after the cursor in newest-first order; nothing on the first page. */
export function afterCursor(query: PageQuery, time: Sql, id: Sql): Sql {
  if (query.cursor === undefined) return sql``
  const { at, lastId } = readCursor(query.cursor)
  return sql`and (${time}, ${id}) < (${at}::timestamptz, ${lastId}::uuid)`
}

/** Ask for one row more than the page: its presence tells that there is a next page. */
export function pageOf<Row extends { id: string }>(
  rows: Row[],
  query: PageQuery,
  timeOf: (row: Row) => Date,
): PageOf<Row> {
  const limit = limitOf(query)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const more = rows.length > limit && last
  return { items, nextCursor: more ? writeCursor(timeOf(last), last.id) : null }
}

/** PostgreSQL keeps microseconds and Date only milliseconds; all our times are written from Dates. */
function writeCursor(at: Date, id: string): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
}

function readCursor(cursor: string): { at: string; lastId: string } {
  const [at = '', lastId = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (!/^\d{4}-\d{2}-\d{2}T[0-9:.]+Z$/.test(at) || Number.isNaN(Date.parse(at)) || !isUuid(lastId))
    throw cursorWrong()
  return { at, lastId }
}

/** Pages by an ascending text (a code, a position): the cursor is that text itself. */
export function textCursor(query: PageQuery): string {
  if (query.cursor === undefined) return ''
  const text = Buffer.from(query.cursor, 'base64url').toString('utf8')
  if (Buffer.from(text).toString('base64url') !== query.cursor || text.includes('\0')) throw cursorWrong()
  return text
}

export function pageByText<Row>(rows: Row[], query: PageQuery, textOf: (row: Row) => string): PageOf<Row> {
  const limit = limitOf(query)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const more = rows.length > limit && last !== undefined
  return { items, nextCursor: more ? Buffer.from(textOf(last)).toString('base64url') : null }
}
