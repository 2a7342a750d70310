import { sql } from 'kysely'
import type { AnswerOf } from '@sesame/contract/route'
import type { cashRoutes } from '@sesame/contract/cash'
import type { Tx } from '../kernel/db.ts'
import { scopeFilter } from '../modules/access/index.ts'
import type { Sight } from '../modules/access/index.ts'
import { findCashRule } from '../modules/cash/index.ts'
import { staffNotFound } from '../modules/staff/index.ts'
import { when } from './filters.ts'

type Holders = AnswerOf<typeof cashRoutes.listCashHolders>
type Holder = Holders['items'][number]

/** People of whom any cash is or was booked, those who hold most first, and what lies in each safe. */
export async function listCashHolders(tx: Tx, sight: Sight): Promise<Holders> {
  const rule = await findCashRule(tx)
  const { limitFen, twoPersons } = rule
  return {
    items: await readHolders(tx, sight),
    safes: await readSafes(tx, sight),
    rule: { limitFen: Number(limitFen), twoPersons },
  }
}

export async function getCashHolder(tx: Tx, sight: Sight, staffId: string): Promise<Holder> {
  const [holder] = await readHolders(tx, sight, staffId)
  if (!holder) throw staffNotFound()
  return holder
}

const holdersMax = 500

async function readHolders(tx: Tx, sight: Sight, staffId?: string): Promise<Holder[]> {
  const { limitFen } = await findCashRule(tx)
  return tx.query(sql<Holder>`
    select s.id as "staffId", s.name, s.store_id as "storeId", store.name as "storeName", s.state = 'left' as "hasLeft",
      coalesce(b.balance, 0)::bigint as "heldFen", coalesce(l.limit_fen, ${limitFen}::bigint) as "limitFen",
      l.limit_fen is not null as "hasOwnLimit", case when b.balance > 0 then held.since end as since,
      (select max(h.ended_at) from cash_hand_in h where h.merchant_id = s.merchant_id and h.staff_id = s.id
        and h.state = 'received') as "lastHandInAt",
      (select h.id from cash_hand_in h where h.merchant_id = s.merchant_id and h.staff_id = s.id
        and h.state = 'counted') as "openHandInId"
    from staff s
    left join store on store.merchant_id = s.merchant_id and store.id = s.store_id
    left join cash_limit l on l.merchant_id = s.merchant_id and l.staff_id = s.id
    left join ledger_account a on a.merchant_id = s.merchant_id and a.code = 'cash:' || s.id
    left join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
    left join lateral (
      select min(t.created_at) as since from ledger_transfer t
      where t.merchant_id = s.merchant_id and t.debit_account_id = a.id
        and t.debit_sequence > coalesce((select max(z.credit_sequence) from ledger_transfer z
          where z.merchant_id = s.merchant_id and z.credit_account_id = a.id and z.credit_balance = 0), 0)) held on true
    where s.merchant_id = ${tx.merchantId} and (s.state = 'active' or b.balance > 0)
      and ${scopeFilter(sight, { storeColumn: 's.store_id', staffColumn: 's.id' })}
      ${when(staffId, (id) => sql`s.id = ${id}`)}
    order by coalesce(b.balance, 0) desc, s.name, s.id limit ${holdersMax}`)
}

/** Only who sees the whole merchant sees what lies with the merchant itself. */
async function readSafes(tx: Tx, sight: Sight): Promise<Holders['safes']> {
  const isWide = sight.scope === 'all' || sight.scope === 'merchant'
  return tx.query(sql<Holders['safes'][number]>`
    select s.id as "storeId", s.name, coalesce(b.balance, 0)::bigint as "heldFen"
    from (select id, name from store where merchant_id = ${tx.merchantId}
      union all select null, '' where ${isWide}::boolean) s
    left join ledger_account a on a.merchant_id = ${tx.merchantId}
      and a.code = 'cash:' || coalesce(s.id, ${tx.merchantId}::uuid)
    left join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
    where ${isWide}::boolean or s.id = ${sight.storeId}::uuid
    order by s.name limit ${holdersMax}`)
}
