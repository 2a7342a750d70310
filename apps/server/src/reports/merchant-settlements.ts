import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { settlementReviewRoutes } from '@sesame/contract/settlement'
import type { ReportTx, Sql } from '../kernel/db.ts'
import { merchantNotFound } from '../modules/merchant/index.ts'
import { defaultTerms } from '../modules/settlement/index.ts'
import { startsWith, when } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Row = AnswerOf<typeof settlementReviewRoutes.getMerchantSettlement> & { id: string; createdAt: Date }

/** Each merchant as the operator settles with it: terms, its money, the operator's fees. */
function rowsWhere(where: Sql, limit: number): Sql<Row> {
  const { period, feeBasisPoints, reviewAboveFen } = defaultTerms
  return sql<Row>`
    select m.id, m.created_at as "createdAt", m.id as "merchantId", m.name as "merchantName",
      coalesce(t.period, ${period}) as period,
      coalesce(t.fee_basis_points, ${feeBasisPoints}::integer) as "feeBasisPoints",
      coalesce(t.review_above_fen, ${reviewAboveFen}::bigint) as "reviewAboveFen",
      money.*,
      (select coalesce(sum(l.amount), 0)::bigint from ledger_transfer l
        where l.merchant_id = m.id and l.subject_kind = 'fee-collection') as "collectedFen",
      (select count(*)::integer from settlement_statement s where s.merchant_id = m.id and s.state = 'open')
        as "openStatements",
      (select max(s.last_day) from settlement_statement s where s.merchant_id = m.id) as "lastDay"
    from merchant m
    left join settlement_terms t on t.merchant_id = m.id
    cross join lateral (
      select coalesce(sum(b.balance) filter (where a.code = 'merchant:available'), 0)::bigint as "availableFen",
        coalesce(sum(b.balance) filter (where a.code = 'merchant:withdrawing'), 0)::bigint as "withdrawingFen",
        coalesce(sum(b.balance) filter (where a.code = 'operator:due'), 0)::bigint as "dueFen",
        coalesce(sum(b.balance) filter (where a.code like 'channel:%'), 0)::bigint as "atChannelsFen",
        coalesce(sum(b.balance) filter (where a.code = 'bank'), 0)::bigint as "bankFen"
      from ledger_account a
      join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
      where a.merchant_id = m.id and (a.code like 'channel:%'
        or a.code in ('merchant:available', 'merchant:withdrawing', 'operator:due', 'bank'))) money
    where m.kind = 'merchant' and ${where}
    order by m.created_at desc, m.id desc limit ${limit}`
}

export async function listMerchantSettlements(
  read: ReportTx,
  query: QueryOf<typeof settlementReviewRoutes.listMerchantSettlements>,
) {
  const where = sql`true
    ${when(query.search, (text) => sql`(m.code = ${text.toUpperCase()} or ${startsWith(sql`m.name`, text)})`)}
    ${afterCursor(query, sql`m.created_at`, sql`m.id`)}`
  return pageOf(await read.query(rowsWhere(where, limitOf(query) + 1)), query, (row) => row.createdAt)
}

export async function getMerchantSettlement(read: ReportTx, merchantId: string): Promise<Row> {
  const row = await read.one(rowsWhere(sql`m.id = ${merchantId}`, 1))
  if (!row) throw merchantNotFound({ merchantId })
  return row
}
