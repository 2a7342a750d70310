import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { selectStaff } from './store.ts'
import type { Staff } from './store.ts'

export type StaffFilter = {
  search?: string | undefined
  state?: 'active' | 'left' | undefined
  scope: RawBuilder<boolean>
  after?: string | undefined
  limit: number
}

/** By the beginning of a name or of a login name, in the order of joining; `limit` + 1 rows tell of a next page. */
export async function listStaff(tx: Tx, filter: StaffFilter): Promise<Staff[]> {
  const { search, state = null, after = null } = filter
  const prefix = search ? `${search.replace(/[\\%_]/g, '\\$&')}%` : null
  return tx.query(sql<Staff>`
    ${selectStaff}
    where s.merchant_id = ${tx.merchantId} and ${filter.scope}
      and (${state}::text is null or s.state = ${state}::text)
      and (${prefix}::text is null or s.name like ${prefix}::text or s.login_name like lower(${prefix}::text))
      and (${after}::uuid is null or s.id > ${after}::uuid)
    order by s.id limit ${filter.limit + 1}`)
}
