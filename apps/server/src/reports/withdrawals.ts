import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { withdrawalReviewRoutes, withdrawalRoutes } from '@sesame/contract/withdrawals'
import type { ReportTx, Sql, Tx } from '../kernel/db.ts'
import { refusal } from '../kernel/refusals.ts'
import { startsWith, when, within } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

export const withdrawalNotFound = refusal('withdrawal.not_found', 404)

type Listed = AnswerOf<typeof withdrawalReviewRoutes.listAllWithdrawals>['items'][number]
type Row = Omit<Listed, 'createdAt' | 'endedAt'> & { createdAt: Date; endedAt: Date | null }
type Event = Omit<AnswerOf<typeof withdrawalRoutes.getWithdrawal>['events'][number], 'at'> & { at: Date }

/** Of all merchants where the reader may see all; row-level security leaves a merchant its own. */
function rowsWhere(where: Sql, limit: number): Sql<Row> {
  return sql<Row>`
    select w.id, w.number, w.amount_fen as "amountFen", w.state, w.reviewers,
      (select count(*)::integer from withdrawal_approval p
        where p.merchant_id = w.merchant_id and p.withdrawal_id = w.id) as approvals,
      b.holder, b.bank, '**** **** **** ' || b.number_tail as "bankNumber", s.name as "requestedBy",
      w.created_at as "createdAt", w.reference, w.transferred_on as "transferredOn", w.problem,
      w.ended_at as "endedAt", w.merchant_id as "merchantId", m.name as "merchantName"
    from withdrawal w
    join bank_account b on b.merchant_id = w.merchant_id and b.id = w.bank_account_id
    join staff s on s.merchant_id = w.merchant_id and s.id = w.requested_by
    join merchant m on m.id = w.merchant_id
    where ${where}
    order by w.created_at desc, w.id desc limit ${limit}`
}

export async function listWithdrawals(tx: Tx, query: QueryOf<typeof withdrawalRoutes.listWithdrawals>) {
  const where = sql`w.merchant_id = ${tx.merchantId} ${filtersOf(query)}`
  return pageOf(await tx.query(rowsWhere(where, limitOf(query) + 1)), query, (row) => row.createdAt)
}

/** All merchants' together; those that wait for somebody of the operator are asked for by their state. */
export async function listAllWithdrawals(
  read: ReportTx,
  query: QueryOf<typeof withdrawalReviewRoutes.listAllWithdrawals>,
) {
  const where = sql`true ${filtersOf(query)}
    ${when(query.search, (text) => sql`(w.number = ${text.toUpperCase()} or ${startsWith(sql`m.name`, text)})`)}`
  return pageOf(await read.query(rowsWhere(where, limitOf(query) + 1)), query, (row) => row.createdAt)
}

const filtersOf = (query: QueryOf<typeof withdrawalRoutes.listWithdrawals>): Sql => sql`
  ${when(query.state, (state) => sql`w.state = ${state}`)}
  ${within(sql`w.created_at`, query)}
  ${afterCursor(query, sql`w.created_at`, sql`w.id`)}`

type Which = { merchantId: string; withdrawalId: string; reviewerId?: string }

/** With its history, and whether the reader has agreed to it. */
export async function getWithdrawalView(read: ReportTx, { merchantId, withdrawalId, reviewerId }: Which) {
  const where = sql`w.merchant_id = ${merchantId}::uuid and w.id = ${withdrawalId}::uuid`
  const row = await read.one(rowsWhere(where, 1))
  if (!row) throw withdrawalNotFound({ withdrawalId })
  const events = await read.query(sql<Event>`
    select created_at as at, from_state as "from", to_state as "to", actor_name as who, note
    from withdrawal_event where merchant_id = ${merchantId}::uuid and withdrawal_id = ${withdrawalId}::uuid
    order by created_at, id limit 50`)
  const mine = await read.one(sql`
    select from withdrawal_approval where merchant_id = ${merchantId}::uuid
      and withdrawal_id = ${withdrawalId}::uuid and reviewer_id = ${reviewerId ?? null}::uuid`)
  return { ...row, events, approvedByMe: mine !== undefined }
}
