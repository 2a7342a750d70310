import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { operatorRoutes } from '@sesame/contract/operator'
import { businessDay, startOfBusinessDay } from '../kernel/clock.ts'
import type { ReportTx, Sql } from '../kernel/db.ts'
import { merchantNotFound } from '../modules/merchant/index.ts'
import { startsWith, when } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Overview = AnswerOf<typeof operatorRoutes.overview>
type Merchant = AnswerOf<typeof operatorRoutes.getMerchant>
type Row = Omit<Merchant, 'createdAt'> & { createdAt: Date }

const dayMilliseconds = 86_400_000

/** All merchants together, for the party that answers for them. */
export async function readOverview(read: ReportTx): Promise<Overview> {
  const day = businessDay(read.now)
  const today = startOfBusinessDay(day)
  const row = await read.one(sql<Omit<Overview, 'trend'>>`
    select
      (select count(*)::integer from merchant where kind = 'merchant') as merchants,
      (select count(*)::integer from customer) as customers,
      (select count(*)::integer from card where state = 'active') as cards,
      (select coalesce(sum(b.balance), 0)::bigint ${balances} where split_part(a.code, ':', 3) = 'principal')
        - (select coalesce(sum(b.balance), 0)::bigint ${balances} where split_part(a.code, ':', 3) = 'advanced')
        as "escrowFen",
      (select coalesce(sum(greatest(0, -b.balance)), 0)::bigint ${balances} where a.code = 'merchant:available')
        as "exposureFen",
      (select coalesce(sum(amount_fen), 0)::bigint from deal where tender <> 'card' and created_at >= ${today})
        as "salesTodayFen",
      (select count(*)::integer from redemption where state = 'done' and created_at >= ${today})
        as "redemptionsToday",
      (select count(*)::integer from refused_notice where created_at >= ${today}) as "refusedNotices",
      (select count(*)::integer from sesame_jobs.job where attempts >= max_attempts and locked_at is null)
        as "deadJobs"`)
  return { ...row!, trend: await readTrend(read, day) }
}

const balances = sql`from ledger_account a
  join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id`

async function readTrend(read: ReportTx, day: string): Promise<Overview['trend']> {
  const start = new Date(startOfBusinessDay(day).getTime() - 13 * dayMilliseconds)
  const dayOf = sql`(created_at at time zone 'Asia/Shanghai')::date`
  return read.query(sql<Overview['trend'][number]>`
    with sales as (select ${dayOf} as day, sum(amount_fen)::bigint as fen from deal
      where tender <> 'card' and created_at >= ${start} group by 1),
    used as (select ${dayOf} as day, sum(earned_fen)::bigint as fen from redemption
      where state = 'done' and created_at >= ${start} group by 1)
    select d::date as day, coalesce(sales.fen, 0) as "salesFen", coalesce(used.fen, 0) as "consumedFen"
    from generate_series(${day}::date - 13, ${day}::date, '1 day') d
    left join sales on sales.day = d::date left join used on used.day = d::date order by d`)
}

export async function listMerchants(read: ReportTx, query: QueryOf<typeof operatorRoutes.listMerchants>) {
  const where = sql`true
    ${when(query.search, (text) => sql`(m.code = ${text.toUpperCase()} or ${startsWith(sql`m.name`, text)})`)}
    ${when(query.typeCode, (code) => sql`m.type_code = ${code}`)}
    ${afterCursor(query, sql`m.created_at`, sql`m.id`)}`
  const rows = await read.query(merchantRows(read, where, limitOf(query) + 1))
  return pageOf(rows, query, (row) => row.createdAt)
}

export async function getMerchantView(read: ReportTx, id: string): Promise<Row> {
  const row = await read.one(merchantRows(read, sql`m.id = ${id}`, 1))
  if (!row) throw merchantNotFound({ merchantId: id })
  return row
}

/** Exposure is prepaid money that the merchant holds itself: its available balance below zero. */
function merchantRows(read: ReportTx, where: Sql, limit: number): Sql<Row> {
  const monthAgo = new Date(read.now.getTime() - 30 * dayMilliseconds)
  return sql<Row>`
    select m.id, m.code, m.name, coalesce(m.type_code, '') as "typeCode", coalesce(t.name, '') as "typeName",
      m.state, m.created_at as "createdAt",
      (select count(*)::integer from customer c where c.merchant_id = m.id) as customers,
      (select count(*)::integer from card k where k.merchant_id = m.id and k.state = 'active') as cards,
      money.escrow as "escrowFen", money.exposure as "exposureFen",
      (select coalesce(sum(d.amount_fen), 0)::bigint from deal d
        where d.merchant_id = m.id and d.tender <> 'card' and d.created_at >= ${monthAgo}) as "sales30Fen"
    from merchant m
    left join merchant_type t on t.code = m.type_code
    cross join lateral (
      select
        (coalesce(sum(b.balance) filter (where split_part(a.code, ':', 3) = 'principal'), 0)
          - coalesce(sum(b.balance) filter (where split_part(a.code, ':', 3) = 'advanced'), 0))::bigint as escrow,
        coalesce(greatest(0, -sum(b.balance) filter (where a.code = 'merchant:available')), 0)::bigint as exposure
      ${balances} where a.merchant_id = m.id) money
    where m.kind = 'merchant' and ${where}
    order by m.created_at desc, m.id desc limit ${limit}`
}
