import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { profitSharingRoutes } from '@sesame/contract/profit-sharing'
import type { Sql, Tx } from '../kernel/db.ts'
import { shareNotFound } from '../modules/profit-sharing/index.ts'
import { when, within } from './filters.ts'
import { afterCursor, limitOf, pageOf } from './paging.ts'

type Answers = typeof profitSharingRoutes
type Rule = AnswerOf<Answers['setSharingRule']>
type Detail = AnswerOf<Answers['getShare']>
type Summary = Omit<AnswerOf<Answers['listShares']>['items'][number], 'paidAt'> & { paidAt: Date }

/** The accounts that can share, each with who gets how much. */
export async function listSharingRules(tx: Tx, only?: string): Promise<Rule[]> {
  return tx.query(sql<Rule>`
    select a.id as "channelAccountId", coalesce(o.name, a.name) as name, a.custody,
      coalesce(r.enabled, false) as enabled,
      (select coalesce(json_agg(json_build_object('id', w.id, 'account', w.account, 'name', w.name,
          'basisPoints', w.basis_points) order by w.created_at, w.id), '[]')
        from sharing_receiver w where w.merchant_id = a.merchant_id and w.channel_account_id = a.id
          and w.removed_at is null) as receivers
    from channel_account a
    left join operator_channel_account o on o.id = a.operator_account_id
    left join sharing_rule r on r.merchant_id = a.merchant_id and r.channel_account_id = a.id
    where a.merchant_id = ${tx.merchantId} and a.provider = 'wechat-pay'
      and coalesce(o.sub_merchant_number, a.sub_merchant_number) is null
      ${when(only, (id) => sql`a.id = ${id}`)}
    order by a.created_at, a.id limit 100`)
}

const columns = sql`s.id, a.order_id as "orderId", o.number as "orderNumber", s.out_order_no as "outOrderNo",
  c.name as "channelAccountName", a.amount_fen as "paidFen",
  coalesce((select sum(l.amount_fen) from profit_share_line l where l.merchant_id = s.merchant_id
    and l.share_id = s.id and l.state = 'succeeded'), 0)::bigint as "sharedFen",
  coalesce((select sum(b.amount_fen) from profit_share_line l join profit_return b on b.merchant_id = l.merchant_id
    and b.line_id = l.id where l.merchant_id = s.merchant_id and l.share_id = s.id
    and b.state = 'succeeded'), 0)::bigint as "returnedFen",
  s.state, s.problem, a.succeeded_at as "paidAt", s.ended_at as "endedAt"`

const joined = sql`from profit_share s
  join payment_attempt a on a.merchant_id = s.merchant_id and a.id = s.attempt_id and a.state = 'succeeded'
  join sale_order o on o.merchant_id = s.merchant_id and o.id = a.order_id
  join channel_account c on c.merchant_id = s.merchant_id and c.id = s.channel_account_id`

const matches = (text: string): Sql =>
  sql`(o.number = ${text.toUpperCase()} or s.out_order_no = ${text.toUpperCase()})`

/** What was paid to be shared, the newest first; attempts that never paid are none. */
export async function listShares(tx: Tx, query: QueryOf<Answers['listShares']>) {
  const rows = await tx.query(sql<Summary>`
    select ${columns} ${joined}
    where s.merchant_id = ${tx.merchantId}
      ${when(query.search, matches)}
      ${when(query.state, (state) => sql`s.state = ${state}`)}
      ${within(sql`a.succeeded_at`, query)}
      ${afterCursor(query, sql`a.succeeded_at`, sql`s.id`)}
    order by a.succeeded_at desc, s.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.paidAt)
}

export async function getShareView(tx: Tx, shareId: string) {
  const head = await tx.one(sql<Omit<Detail, 'lines' | 'returns' | 'events'>>`
    select ${columns}, a.transaction_no as "transactionNo", s.custody ${joined}
    where s.merchant_id = ${tx.merchantId} and s.id = ${shareId}`)
  if (!head) throw shareNotFound({ shareId })
  const lines = await tx.query(sql<Detail['lines'][number]>`
    select l.id, l.account, w.name, l.amount_fen as "amountFen", l.state, l.fail_reason as "failReason"
    from profit_share_line l
    join sharing_receiver w on w.merchant_id = l.merchant_id and w.id = l.receiver_id
    where l.merchant_id = ${tx.merchantId} and l.share_id = ${shareId} order by l.id limit 100`)
  const returns = await tx.query(sql<Detail['returns'][number]>`
    select b.id, l.account, b.out_return_no as "outReturnNo", b.amount_fen as "amountFen", b.state,
      b.fail_reason as "failReason", b.created_at as "createdAt"
    from profit_return b join profit_share_line l on l.merchant_id = b.merchant_id and l.id = b.line_id
    where b.merchant_id = ${tx.merchantId} and l.share_id = ${shareId} order by b.created_at, b.id limit 200`)
  const events = await tx.query(sql<Detail['events'][number]>`
    select created_at as at, from_state as "from", to_state as "to", note from profit_share_event
    where merchant_id = ${tx.merchantId} and share_id = ${shareId} order by id limit 200`)
  return { ...head, lines, returns, events }
}
