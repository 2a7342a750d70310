import { sql } from 'kysely'
import type { Check } from './check.ts'

const balances = sql`
  select a.merchant_id, a.code, b.balance from ledger_account a
  join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id`

/** Refunds that came to nothing count nowhere. */
const standing = sql`r.state not in ('rejected', 'cancelled')`
const underWay = sql`r.state in ('approved', 'processing', 'abnormal', 'closed')`

export const refundChecks: readonly Check[] = [
  {
    invariant: 5,
    name: 'a refund comes to what it takes back',
    rows: ({ only }) => sql`
      select r.merchant_id, r.id as refund, r.amount_fen, sum(l.amount_fen) as taken_fen
      from refund r left join refund_line l on l.merchant_id = r.merchant_id and l.refund_id = r.id
      where r.cause = 'requested' ${only('r')}
      group by r.merchant_id, r.id
      having sum(l.amount_fen) is distinct from r.amount_fen`,
  },
  {
    invariant: 5,
    name: 'no line is given back beyond what was sold',
    rows: ({ only }) => sql`
      select i.merchant_id, i.id as line, i.amount_fen, sum(l.amount_fen) as taken_fen, i.quantity,
        sum(l.quantity) filter (where l.kind in ('units', 'whole')) as taken
      from order_line i
      join refund_line l on l.merchant_id = i.merchant_id and l.line_id = i.id
      join refund r on r.merchant_id = l.merchant_id and r.id = l.refund_id
      where ${standing} ${only('i')}
      group by i.merchant_id, i.id
      having sum(l.amount_fen) > i.amount_fen
        or sum(l.quantity) filter (where l.kind in ('units', 'whole')) > i.quantity`,
  },
  {
    invariant: 5,
    name: 'a refund under way holds its money, and no other does',
    rows: ({ only }) => sql`
      select r.merchant_id, r.id as refund, r.state, r.amount_fen, b.balance as reserved
      from refund r
      join sale_order o on o.merchant_id = r.merchant_id and o.id = r.order_id
      left join (${balances}) b on b.merchant_id = r.merchant_id and b.code = 'refund:' || r.id
      where coalesce(b.balance, 0) <> case when ${underWay} then r.amount_fen else 0 end ${only('r')}`,
  },
  {
    invariant: 5,
    name: 'what an order has given back is the sum of its refunds',
    rows: ({ only }) => sql`
      select o.merchant_id, o.id as order, o.number, o.refunded_fen, g.given_fen
      from sale_order o
      left join lateral (
        select coalesce(sum(r.amount_fen), 0) as given_fen from refund r
        where r.merchant_id = o.merchant_id and r.order_id = o.id and r.state = 'succeeded'
          and r.cause in ('requested', 'channel-test')) g on true
      where o.source <> 'redemption' and o.refunded_fen <> g.given_fen ${only('o')}`,
  },
  {
    invariant: 5,
    name: 'an order is being refunded exactly while a refund of it is under way',
    rows: ({ only }) => sql`
      select o.merchant_id, o.id as order, o.number, o.state
      from sale_order o
      where (o.state = 'refunding') <> exists (select from refund r
          where r.merchant_id = o.merchant_id and r.order_id = o.id and ${underWay}
            and r.cause in ('requested', 'channel-test')) ${only('o')}`,
  },
]
