import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { billRoutes } from '@sesame/contract/reconciliation'
import type { Tx } from '../kernel/db.ts'
import { actionsOf, billDifferenceNotFound } from '../modules/reconciliation/index.ts'
import type { BillDifference } from '../modules/reconciliation/index.ts'
import { betweenDays, billAccounts, numbered } from './bills.ts'
import { when } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Difference = AnswerOf<typeof billRoutes.listBillDifferences>['items'][number]
type Detail = AnswerOf<typeof billRoutes.getBillDifference>
type Timed<R> = Omit<R, 'happenedAt' | 'handledAt'> & { happenedAt: Date; handledAt: Date | null }
type Row = Timed<Difference> & { createdAt: Date; attemptId: string | null; custody: 'operator' | 'own' }

const select = sql`
  select d.id, d.channel_account_id as "channelAccountId", a.name as "accountName", a.provider, d.day::text, d.type,
    d.item, d.number, d.trade_number as "tradeNumber", d.channel_number as "channelNumber",
    d.happened_at as "happenedAt", d.order_id as "orderId", d.attempt_id as "attemptId", d.refund_id as "refundId",
    d.ours_fen as "oursFen", d.theirs_fen as "theirsFen", d.fee_fen as "feeFen",
    d.expected_fee_fen as "expectedFeeFen", d.ours_state as "oursState", d.theirs_state as "theirsState",
    d.suggestion, d.state, d.carried_until::text as "carriedUntil", d.found_day::text as "foundDay", d.action, d.note,
    s.name as "handledBy", d.handled_at as "handledAt", d.custody, d.created_at as "createdAt"
  from bill_difference d
  join ${billAccounts} a on a.merchant_id = d.merchant_id and a.id = d.channel_account_id
  left join staff s on s.merchant_id = d.merchant_id and s.id::text = d.handled_by`

const shown = ({ createdAt: _, attemptId: __, custody: ___, ...row }: Row): Timed<Difference> => row

/** The newest first. */
export async function listBillDifferences(
  tx: Tx,
  query: QueryOf<typeof billRoutes.listBillDifferences> = {},
): Promise<{ items: Timed<Difference>[]; nextCursor: string | null }> {
  const rows = await tx.query(sql<Row>`
    ${select} where d.merchant_id = ${tx.merchantId}
      ${when(query.channelAccountId, (id) => sql`d.channel_account_id = ${id}`)}
      ${when(query.state, (state) => sql`d.state = ${state}`)}
      ${when(query.type, (type) => sql`d.type = ${type}`)}
      ${when(query.item, (item) => sql`d.item = ${item}`)}
      ${when(query.search, numbered)} ${betweenDays(query)}
      ${afterCursor(query, sql`d.created_at`, sql`d.id`)}
    order by d.created_at desc, d.id desc limit ${limitOf(query) + 1}`)
  const { items, nextCursor } = pageOf(rows, query, (row) => row.createdAt)
  return { items: items.map(shown), nextCursor }
}

type Event = Omit<Detail['events'][number], 'at'> & { at: Date }

/** With what may be done about it, and what was. */
export async function getBillDifference(
  tx: Tx,
  id: string,
): Promise<Timed<Omit<Detail, 'events'>> & { events: Event[] }> {
  const row = await tx.one(sql<Row>`${select} where d.merchant_id = ${tx.merchantId} and d.id = ${id}`)
  if (!row) throw billDifferenceNotFound({ differenceId: id })
  const events = await tx.query(sql<Event>`
    select e.created_at as at, e.to_state as "toState", e.action, e.note, s.name as who
    from bill_difference_event e
    left join staff s on s.merchant_id = e.merchant_id and s.id::text = e.actor
    where e.merchant_id = ${tx.merchantId} and e.difference_id = ${id} order by e.id limit 100`)
  const actions = row.state === 'open' ? actionsOf(row as unknown as BillDifference) : []
  return { ...shown(row), custody: row.custody, actions, undoable: row.state === 'handled', events }
}
