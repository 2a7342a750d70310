import { sql } from 'kysely'
import type { Check } from './check.ts'

const balances = sql`
  select a.merchant_id, a.code, b.balance from ledger_account a
  join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id`

/** What stands of the transfers under a key and its companions: what was undone counts for nothing. */
const standing = (key: ReturnType<typeof sql>) => sql`(
  select coalesce(sum(t.amount), 0) - coalesce(sum(u.amount), 0) from ledger_transfer t
  left join ledger_transfer u on u.merchant_id = t.merchant_id and u.undoes = t.id
  where t.merchant_id = p.merchant_id and t.key in (${key}, ${key} || ':again'))`

export const payoutChecks: readonly Check[] = [
  {
    invariant: 10,
    name: 'a payout holds its money from the request to the end, and only then',
    rows: ({ only }) => sql`
      select p.merchant_id, p.id as payout, p.state, p.amount_fen,
        ${standing(sql`'payout:' || p.id || ':reserve'`)} as reserved
      from payout p
      where ${standing(sql`'payout:' || p.id || ':reserve'`)}
        <> case when p.state in ('failed', 'cancelled') then 0 else p.amount_fen end ${only('p')}`,
  },
  {
    invariant: 10,
    name: 'a payout has left exactly when it succeeded',
    rows: ({ only }) => sql`
      select p.merchant_id, p.id as payout, p.state, p.amount_fen, t.amount as paid
      from payout p
      left join ledger_transfer t on t.merchant_id = p.merchant_id and t.key = 'payout:' || p.id || ':paid'
      where t.amount is distinct from (case when p.state = 'succeeded' then p.amount_fen end) ${only('p')}`,
  },
  {
    invariant: 10,
    name: 'what is reserved for a person is what is on its way to them',
    rows: ({ only }) => sql`
      select s.merchant_id, s.id as staff, coalesce(b.balance, 0) as paying, coalesce(w.amount, 0) as on_the_way
      from staff s
      left join (${balances}) b on b.merchant_id = s.merchant_id and b.code = 'staff:' || s.id || ':commission:paying'
      left join (select merchant_id, staff_id, sum(amount_fen) as amount from payout
        where state in ('requested', 'approved', 'sending', 'waiting') group by 1, 2) w
        on w.merchant_id = s.merchant_id and w.staff_id = s.id
      where coalesce(b.balance, 0) <> coalesce(w.amount, 0) ${only('s')}`,
  },
  {
    invariant: 10,
    name: 'a payable is owed exactly when it was approved',
    rows: ({ only }) => sql`
      select p.merchant_id, p.id as payable, p.state, p.amount_fen, t.amount as owed
      from staff_payable p
      left join ledger_transfer t on t.merchant_id = p.merchant_id and t.key = 'payable:' || p.id || ':payable'
      where t.amount is distinct from (case when p.state = 'approved' then p.amount_fen end) ${only('p')}`,
  },
  {
    invariant: 4,
    name: 'what a receiver got of an order is booked, less what came back',
    rows: ({ only }) => sql`
      select l.merchant_id, l.id as line, l.state, l.amount_fen, coalesce(r.amount, 0) as returned
      from profit_share_line l
      left join (select merchant_id, line_id, sum(amount_fen) as amount from profit_return
        where state = 'succeeded' group by 1, 2) r on r.merchant_id = l.merchant_id and r.line_id = l.id
      left join ledger_transfer t on t.merchant_id = l.merchant_id and t.key = 'sharing:' || l.id || ':out'
      left join lateral (select sum(u.amount) as amount from ledger_transfer u
        where u.merchant_id = t.merchant_id and u.undoes = t.id) b on true
      where (t.amount is distinct from (case when l.state = 'succeeded' then l.amount_fen end)
        or coalesce(b.amount, 0) <> coalesce(r.amount, 0) or coalesce(r.amount, 0) > l.amount_fen) ${only('l')}`,
  },
  {
    invariant: 5,
    name: 'at most three tenths of a payment are shared',
    rows: ({ only }) => sql`
      select s.merchant_id, s.id as share, a.amount_fen, sum(l.amount_fen) as shared
      from profit_share s
      join payment_attempt a on a.merchant_id = s.merchant_id and a.id = s.attempt_id
      join profit_share_line l on l.merchant_id = s.merchant_id and l.share_id = s.id and l.state <> 'closed'
      where true ${only('s')}
      group by s.merchant_id, s.id, a.amount_fen
      having sum(l.amount_fen) * 10 > a.amount_fen * 3`,
  },
  {
    invariant: 5,
    name: 'a share that is over holds no money',
    rows: ({ only }) => sql`
      select s.merchant_id, s.id as share, s.state, b.balance as reserved
      from profit_share s
      join (${balances}) b on b.merchant_id = s.merchant_id and b.code = 'sharing:' || s.id
      where s.state in ('finished', 'unfreezing', 'unfrozen', 'void') and b.balance <> 0 ${only('s')}`,
  },
]
