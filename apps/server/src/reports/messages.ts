import { sql } from 'kysely'
import type { operatorRoutes } from '@sesame/contract/operator'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { ReportTx } from '../kernel/db.ts'
import { when } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Message = AnswerOf<typeof operatorRoutes.listMessages>['items'][number]
type Row = Omit<Message, 'at'> & { at: Date }

/** The outbox of all merchants, newest first: what was sent, what waits, what could not be told and why. */
export async function listMessages(read: ReportTx, query: QueryOf<typeof operatorRoutes.listMessages>) {
  const rows = await read.query(sql<Row>`
    select m.id, m.created_at as at, merchant.name as "merchantName", m.event, m.state, m.note,
      m.sent_at as "sentAt"
    from message m join merchant on merchant.id = m.merchant_id
    where true
      ${when(query.state, (state) => sql`m.state = ${state}`)}
      ${when(query.merchantId, (id) => sql`m.merchant_id = ${id}`)}
      ${afterCursor(query, sql`m.created_at`, sql`m.id`)}
    order by m.created_at desc, m.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.at)
}
