import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { settlementReviewRoutes, settlementRoutes } from '@sesame/contract/settlement'
import type { ReportTx, Sql, Tx } from '../kernel/db.ts'
import type { Fen } from '../kernel/money.ts'
import { startsWith, when } from './filters.ts'
import { limitOf, pageByText, textCursor } from './paging.ts'

type Listed = AnswerOf<typeof settlementReviewRoutes.listAllStatements>['items'][number]
type Amounts = 'openingFen' | 'closingFen' | 'feeFen' | 'feeBaseFen'
type Row = Omit<Listed, Amounts | 'createdAt' | 'confirmedAt' | 'paidAt'> &
  Record<Amounts, Fen> & {
    createdAt: Date
    confirmedAt: Date | null
    paidAt: Date | null
  }
type Stated = QueryOf<typeof settlementRoutes.listStatements>

const columns = sql`t.id, t.number, t.period, t.first_day as "firstDay", t.last_day as "lastDay", t.state,
  t.opening_fen as "openingFen", t.closing_fen as "closingFen", t.fee_fen as "feeFen",
  t.fee_base_fen as "feeBaseFen", t.fee_basis_points as "feeBasisPoints", t.created_at as "createdAt",
  t.confirmed_at as "confirmedAt", s.name as "confirmedBy", t.paid_at as "paidAt",
  t.merchant_id as "merchantId", m.name as "merchantName"`

const statements = sql`settlement_statement t
  join merchant m on m.id = t.merchant_id
  left join staff s on s.merchant_id = t.merchant_id and s.id = t.confirmed_by`

/** The newest day first; days of one merchant differ, so the day and the id make the cursor. */
function rowsWhere(where: Sql, query: Stated): Sql<Row> {
  const [day, id] = textCursor(query).split(' ')
  const after = isDay(day) && id ? sql`and (t.last_day, t.id::text) < (${day}::date, ${id})` : sql``
  return sql<Row>`
    select ${columns} from ${statements}
    where ${where} ${when(query.state, (state) => sql`t.state = ${state}`)} ${after}
    order by t.last_day desc, t.id::text desc limit ${limitOf(query) + 1}`
}

const isDay = (text: string | undefined): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')
const cursorOf = (row: Row): string => `${row.lastDay} ${row.id}`

export async function listStatements(tx: Tx, query: Stated) {
  const rows = await tx.query(rowsWhere(sql`t.merchant_id = ${tx.merchantId}`, query))
  return pageByText(rows, query, cursorOf)
}

export async function listAllStatements(
  read: ReportTx,
  query: QueryOf<typeof settlementReviewRoutes.listAllStatements>,
) {
  const where = sql`true ${when(query.merchantId, (id) => sql`t.merchant_id = ${id}::uuid`)}
    ${when(query.search, (text) => sql`(t.number = ${text} or ${startsWith(sql`m.name`, text)})`)}`
  return pageByText(await read.query(rowsWhere(where, query)), query, cursorOf)
}

/** One as the list shows it; undefined where there is none. */
export async function findStatementRow(tx: Tx, id: string): Promise<Row | undefined> {
  return tx.one(sql<Row>`
    select ${columns} from ${statements} where t.merchant_id = ${tx.merchantId} and t.id = ${id}`)
}
