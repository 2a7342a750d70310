import { sql } from 'kysely'
import type { Check } from './check.ts'

/** The money of an order comes in under a key that names the attempt: once per channel transaction. */
const inflowKey = sql`'attempt:' || a.id || ':in'`

const balances = sql`
  select a.merchant_id, a.code, b.balance from ledger_account a
  join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id`

export const orderChecks: readonly Check[] = [
  {
    invariant: 4,
    name: 'a successful payment is booked with its amount',
    rows: ({ only }) => sql`
      select a.merchant_id, a.id as attempt, a.order_id as order, a.amount_fen, t.amount as booked
      from payment_attempt a
      left join ledger_transfer t on t.merchant_id = a.merchant_id and t.key = ${inflowKey}
      where a.state = 'succeeded' and t.amount is distinct from a.amount_fen ${only('a')}`,
  },
  {
    invariant: 4,
    name: 'an unsuccessful payment is not booked',
    rows: ({ only }) => sql`
      select a.merchant_id, a.id as attempt, a.order_id as order, a.state, t.amount as booked
      from payment_attempt a
      join ledger_transfer t on t.merchant_id = a.merchant_id and t.key = ${inflowKey}
      where a.state <> 'succeeded' ${only('a')}`,
  },
  {
    invariant: 4,
    name: 'the money of a settled order is applied in full',
    rows: ({ only }) => sql`
      select o.merchant_id, o.id as order, o.number, o.state, b.balance as unapplied
      from sale_order o
      join (${balances}) b on b.merchant_id = o.merchant_id and b.code = 'order:' || o.id || ':unapplied'
      where o.state <> 'paid' and b.balance <> 0 ${only('o')}
        and not exists (select from refund r where r.merchant_id = o.merchant_id and r.order_id = o.id
          and r.state in ('rejected', 'closed', 'abnormal'))`,
  },
  {
    invariant: 5,
    name: 'refunds of an order are at most what was paid',
    rows: ({ only }) => sql`
      select o.merchant_id, o.id as order, o.number, o.paid_fen, sum(r.amount_fen) as refunds_fen
      from sale_order o
      join refund r on r.merchant_id = o.merchant_id and r.order_id = o.id
      where r.cause in ('requested', 'channel-test') and r.state not in ('rejected', 'cancelled') ${only('o')}
      group by o.merchant_id, o.id
      having sum(r.amount_fen) > o.paid_fen`,
  },
  {
    invariant: 5,
    name: 'refunds of a channel transaction are at most its amount',
    rows: ({ only }) => sql`
      select a.merchant_id, a.id as attempt, a.state, a.amount_fen, sum(r.amount_fen) as refunds_fen
      from payment_attempt a
      join refund r on r.merchant_id = a.merchant_id and r.attempt_id = a.id
      where r.state not in ('rejected', 'cancelled') ${only('a')}
      group by a.merchant_id, a.id
      having sum(r.amount_fen) > a.amount_fen or a.state <> 'succeeded'`,
  },
  {
    invariant: 6,
    name: 'stock held and sold is wanted by orders',
    rows: ({ only }) => sql`
      select s.merchant_id, s.product_id as product, s.supplied, s.held, s.sold, w.pending, w.paid
      from stock s
      left join lateral (
        select coalesce(sum(i.quantity) filter (where o.state = 'pending'), 0) as pending,
          coalesce(sum(i.quantity) filter (where o.state not in ('pending', 'closed')), 0) as paid
        from order_line i
        join sale_order o on o.merchant_id = i.merchant_id and o.id = i.order_id
        where i.merchant_id = s.merchant_id and i.product_id = s.product_id) w on true
      left join lateral (
        select coalesce(sum(l.quantity), 0) as returned
        from order_line i
        join refund_line l on l.merchant_id = i.merchant_id and l.line_id = i.id and l.kind in ('units', 'whole')
        join refund r on r.merchant_id = l.merchant_id and r.id = l.refund_id
          and r.state not in ('requested', 'rejected', 'cancelled')
        where i.merchant_id = s.merchant_id and i.product_id = s.product_id) g on true
      where (s.held > w.pending or s.sold > w.paid - g.returned or s.held + s.sold > s.supplied) ${only('s')}`,
  },
  {
    invariant: 4,
    name: 'what was sent was sold to be sent',
    rows: ({ only }) => sql`
      select s.merchant_id, s.order_id as order, s.carrier, s.tracking_number
      from shipment s
      join sale_order o on o.merchant_id = s.merchant_id and o.id = s.order_id
      where (o.state in ('pending', 'closed') or o.source <> 'customer-app' or not exists (
        select from order_line l where l.merchant_id = s.merchant_id and l.order_id = s.order_id
          and l.kind = 'goods' and l.terms->>'byExpress' = 'true')) ${only('s')}`,
  },
]
