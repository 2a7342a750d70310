import { sql } from 'kysely'
import type { GlobalTx } from '../kernel/db.ts'
import type { StaffCaller } from '../modules/access/index.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'
import type { PageOf, PageQuery } from './paging.ts'

type Row = { id: string; at: Date; platform: string; outcome: string; ip: string; agent: string }

/** How the caller's own login was used or tried, newest first. */
export async function listOwnLoginEvents(
  tx: GlobalTx,
  { caller, query }: { caller: StaffCaller; query: PageQuery },
): Promise<PageOf<Row>> {
  const rows = await tx.query(sql<Row>`
    select id, created_at as at, platform, outcome, ip, agent from login_event
    where login_id = ${caller.loginId} ${afterCursor(query, sql`created_at`, sql`id`)}
    order by created_at desc, id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.at)
}
