import { sql } from 'kysely'
import type { QueryOf } from '@sesame/contract/route'
import type { auditRoutes } from '@sesame/contract/staff'
import type { Tx } from '../kernel/db.ts'
import { startsWith, when } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Row = {
  id: string
  at: Date
  actorName: string
  action: string
  subjectKind: string
  subjectId: string
  before: unknown
  after: unknown
  chained: boolean
}

/** What was done here, by whom, the latest first; `chained` once it is part of the chain that nobody can alter. */
export async function listAuditEvents(tx: Tx, query: QueryOf<typeof auditRoutes.listAuditEvents>) {
  const rows = await tx.query(sql<Row>`
    select e.id, e.created_at as at, e.action, e.subject_kind as "subjectKind", e.subject_id as "subjectId",
      e.before, e.after, l.event_id is not null as chained,
      case when s.id is not null then s.name
        when e.actor_kind = 'system' then '系统' when e.actor_kind = 'operator' then '平台'
        when e.actor_kind = 'customer' then coalesce(c.name, '用户') else '' end as "actorName"
    from audit_event e
      left join audit_link l on l.merchant_id = e.merchant_id and l.event_id = e.id
      left join staff s on s.merchant_id = e.merchant_id and s.id::text = e.actor_id
      left join customer c on c.merchant_id = e.merchant_id and c.person_id::text = e.actor_id
    where e.merchant_id = ${tx.merchantId}
      ${when(query.subjectKind, (kind) => sql`e.subject_kind = ${kind}`)}
      ${when(query.subjectId, (id) => sql`e.subject_id = ${id}`)}
      ${when(query.action, (action) => startsWith(sql`e.action`, action))}
      ${afterCursor(query, sql`e.created_at`, sql`e.id`)}
    order by e.created_at desc, e.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.at)
}
