import { sql } from 'kysely'
import type { Check } from './check.ts'

/** What transfers about bills took out of a channel: subject by subject, below zero where they put it back. */
const takenOut = (subjectKind: string) => sql`
  select t.merchant_id, t.subject_id,
    sum(case when c.code like 'channel:%' then t.amount else -t.amount end)::bigint as taken,
    (sum(case when c.code like 'channel:%' then t.amount else -t.amount end)
      filter (where t.kind = 'bill.fee'))::bigint as fee
  from ledger_transfer t
  join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id
  where t.subject_kind = ${subjectKind}
  group by t.merchant_id, t.subject_id`

export const billChecks: readonly Check[] = [
  {
    invariant: 4,
    name: 'a reconciled day is booked with what its batch in force has matched',
    rows: ({ only }) => sql`
      select d.merchant_id, d.channel_account_id, d.day, b.number,
        b.matched_payments_fen - b.matched_refunds_fen as matched, coalesce(w.taken, 0) as booked,
        b.matched_fee_fen as fee, coalesce(w.fee, 0) as booked_fee
      from bill_day d
      join bill_batch b on b.merchant_id = d.merchant_id and b.id = d.batch_id
      left join lateral (
        select sum(x.taken)::bigint as taken, sum(x.fee)::bigint as fee
        from bill_batch one
        join (${takenOut('bill_batch')}) x on x.merchant_id = one.merchant_id and x.subject_id = one.id::text
        where one.merchant_id = d.merchant_id and one.channel_account_id = d.channel_account_id and one.day = d.day
      ) w on true
      where (coalesce(w.taken, 0) <> b.matched_payments_fen - b.matched_refunds_fen
        or (b.custody = 'operator' and coalesce(w.fee, 0) <> b.matched_fee_fen)) ${only('d')}`,
  },
  {
    invariant: 4,
    name: 'a difference with the bill is booked exactly when it says so',
    rows: ({ only }) => sql`
      select d.merchant_id, d.id as difference, d.number, d.type, d.action, coalesce(x.taken, 0) as booked, w.expected
      from bill_difference d
      left join (${takenOut('bill_difference')}) x on x.merchant_id = d.merchant_id and x.subject_id = d.id::text
      cross join lateral (select case when not d.booked then 0
        when d.action <> 'accept' then coalesce(d.theirs_fen, 0)
        when d.type = 'ours-missing' then 0
        else coalesce(d.ours_fen, 0) end * case d.item when 'payment' then 1 else -1 end as expected) w
      where coalesce(x.taken, 0) <> w.expected ${only('d')}`,
  },
  {
    invariant: 4,
    name: 'a day has differences exactly when one is open',
    rows: ({ only }) => sql`
      select d.merchant_id, d.channel_account_id, d.day, d.state
      from bill_day d
      where d.batch_id is not null ${only('d')}
        and (d.state = 'differences') <> exists (select from bill_difference o
          where o.merchant_id = d.merchant_id and o.channel_account_id = d.channel_account_id and o.day = d.day
            and o.state = 'open')`,
  },
]
