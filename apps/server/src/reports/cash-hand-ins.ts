import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { cashRoutes } from '@sesame/contract/cash'
import type { Tx } from '../kernel/db.ts'
import { scopeFilter } from '../modules/access/index.ts'
import type { Sight } from '../modules/access/index.ts'
import { cashHandInNotFound } from '../modules/cash/index.ts'
import { when, within } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type HandIn = AnswerOf<typeof cashRoutes.getHandIn>
type Row = Omit<HandIn, 'createdAt'> & { createdAt: Date }

const seenBy = (sight: Sight) =>
  scopeFilter(sight, { storeColumn: 'holder.store_id', staffColumn: 'h.staff_id' })

const selectHandIn = sql`
  select h.id, h.number, h.staff_id as "staffId", holder.name as "staffName", h.store_id as "storeId",
    store.name as "storeName", h.state, h.booked_fen as "bookedFen", h.kept_fen as "keptFen",
    h.counted_fen as "countedFen", (h.counted_fen - h.booked_fen + h.kept_fen)::bigint as "differenceFen",
    h.denominations, h.reason, starter.name as "startedByName", ender.name as "endedByName",
    h.created_at as "createdAt", h.ended_at as "endedAt"
  from cash_hand_in h
  join staff holder on holder.merchant_id = h.merchant_id and holder.id = h.staff_id
  join staff starter on starter.merchant_id = h.merchant_id and starter.id = h.started_by
  left join staff ender on ender.merchant_id = h.merchant_id and ender.id = h.ended_by
  left join store on store.merchant_id = h.merchant_id and store.id = h.store_id`

export async function listHandIns(tx: Tx, sight: Sight, query: QueryOf<typeof cashRoutes.listHandIns> = {}) {
  const rows = await tx.query(sql<Row>`
    ${selectHandIn} where h.merchant_id = ${tx.merchantId} and ${seenBy(sight)}
      ${when(query.state, (state) => sql`h.state = ${state}`)}
      ${when(query.staffId, (id) => sql`h.staff_id = ${id}`)}
      ${within(sql`h.created_at`, query)}
      ${afterCursor(query, sql`h.created_at`, sql`h.id`)}
    order by h.created_at desc, h.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.createdAt)
}

export async function getHandInView(tx: Tx, sight: Sight, handInId: string): Promise<Row> {
  const row = await tx.one(sql<Row>`
    ${selectHandIn} where h.merchant_id = ${tx.merchantId} and h.id = ${handInId} and ${seenBy(sight)}`)
  if (!row) throw cashHandInNotFound({ handInId })
  return row
}

type Deposit = AnswerOf<typeof cashRoutes.listCashDeposits>['items'][number]

export async function listCashDeposits(
  tx: Tx,
  sight: Sight,
  query: QueryOf<typeof cashRoutes.listCashDeposits> = {},
) {
  const rows = await tx.query(sql<Omit<Deposit, 'createdAt'> & { createdAt: Date }>`
    select d.id, d.store_id as "storeId", store.name as "storeName", d.amount_fen as "amountFen", d.reference,
      s.name as "staffName", d.created_at as "createdAt"
    from cash_deposit d join staff s on s.merchant_id = d.merchant_id and s.id = d.staff_id
    left join store on store.merchant_id = d.merchant_id and store.id = d.store_id
    where d.merchant_id = ${tx.merchantId}
      and ${scopeFilter(sight, { storeColumn: 'd.store_id', staffColumn: 'd.staff_id' })}
      ${within(sql`d.created_at`, query)}
      ${afterCursor(query, sql`d.created_at`, sql`d.id`)}
    order by d.created_at desc, d.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.createdAt)
}
