import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { staffRoutes } from '@sesame/contract/staff'
import type { Sql, Tx } from '../kernel/db.ts'
import type { Vault } from '../kernel/secrets.ts'
import { scopeFilter } from '../modules/access/index.ts'
import type { StaffCaller } from '../modules/access/index.ts'
import { maskMobile } from '../modules/person/index.ts'
import { staffNotFound } from '../modules/staff/index.ts'
import { startsWith, when } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Staff = AnswerOf<typeof staffRoutes.getStaff>
type Row = Omit<Staff, 'mobile' | 'lastSeenAt'> & {
  mobileSealed: Buffer | null
  lastSeenAt: Date | null
  createdAt: Date
}

/** The people within the caller's data scope, the latest first. */
export async function listStaff(
  tx: Tx,
  vault: Vault,
  { caller, query }: { caller: StaffCaller; query: QueryOf<typeof staffRoutes.listStaff> },
) {
  const matches = (text: string): Sql =>
    sql`(${startsWith(sql`s.name`, text)} or ${startsWith(sql`s.login_name`, text.toLowerCase())})`
  const where = sql`${inScope(caller)} ${when(query.search, matches)}
    ${when(query.state, (state) => sql`s.state = ${state}`)} ${afterCursor(query, sql`s.created_at`, sql`s.id`)}`
  const rows = await tx.query(staffRows(tx, where, limitOf(query) + 1))
  const { items, nextCursor } = pageOf(rows, query, (row) => row.createdAt)
  return { items: items.map((row) => shown(vault, row)), nextCursor }
}

export async function getStaffView(
  tx: Tx,
  vault: Vault,
  { caller, id }: { caller: StaffCaller; id: string },
) {
  const row = await tx.one(staffRows(tx, sql`${inScope(caller)} and s.id = ${id}`, 1))
  if (!row) throw staffNotFound()
  return shown(vault, row)
}

const inScope = (caller: StaffCaller) =>
  scopeFilter(caller, { storeColumn: 's.store_id', staffColumn: 's.id' })

function shown(vault: Vault, { mobileSealed, ...row }: Row) {
  const mobile = mobileSealed && maskMobile(vault.open(mobileSealed, 'mobile').toString('utf8'))
  return { ...row, mobile }
}

function staffRows(tx: Tx, where: Sql, limit: number): Sql<Row> {
  return sql<Row>`
    select s.id, s.name, s.login_name as "loginName", s.mobile_sealed as "mobileSealed", s.state,
      s.store_id as "storeId", t.name as "storeName", s.joined_on as "joinedOn", s.left_on as "leftOn",
      s.created_at as "createdAt",
      (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.created_at, r.id), '[]')
        from staff_role g join role r on r.merchant_id = g.merchant_id and r.id = g.role_id
        where g.merchant_id = s.merchant_id and g.staff_id = s.id) as roles,
      (select max(n.last_seen_at) from session n
        where n.login_id = s.login_id and n.merchant_id = s.merchant_id) as "lastSeenAt",
      exists (select from login l where l.id = s.login_id and l.second_factor_at is not null) as "hasSecondFactor"
    from staff s left join store t on t.merchant_id = s.merchant_id and t.id = s.store_id
    where s.merchant_id = ${tx.merchantId} and ${where}
    order by s.created_at desc, s.id desc limit ${limit}`
}
