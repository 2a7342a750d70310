import { sql } from 'kysely'
import type { Check, Scope } from './check.ts'

/** What each redemption moved, and how much of that was taken back. */
const redeemed = ({ only }: Scope) => sql`
  select t.merchant_id, t.subject_id,
    sum(t.amount) filter (where c.code like 'issued:%') as visits,
    sum(t.amount) filter (where d.code like 'card:%:principal:%') as principal,
    sum(t.amount) filter (where d.code like 'card:%:bonus') as bonus,
    count(*) as transfers, count(u.id) as taken_back
  from ledger_transfer t
  join ledger_account d on d.merchant_id = t.merchant_id and d.id = t.debit_account_id
  join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id
  left join ledger_transfer u on u.merchant_id = t.merchant_id and u.undoes = t.id and u.amount = t.amount
  where t.subject_kind = 'redemption' and t.undoes is null ${only('t')}
  group by t.merchant_id, t.subject_id`

export const cardChecks: readonly Check[] = [
  {
    invariant: 7,
    name: 'visits used, in redemptions and in the books, agree',
    rows: (scope) => sql`
      select r.merchant_id, r.id as redemption, r.card_id as card, r.visits, r.gift_visits, m.visits as booked
      from redemption r
      left join (${redeemed(scope)}) m on m.merchant_id = r.merchant_id and m.subject_id = r.id::text
      where r.visits + r.gift_visits <> coalesce(m.visits, 0) ${scope.only('r')}`,
  },
  {
    invariant: 7,
    name: 'an undone redemption is taken back whole, any other not at all',
    rows: (scope) => sql`
      select r.merchant_id, r.id as redemption, r.state, m.transfers, m.taken_back
      from redemption r
      join (${redeemed(scope)}) m on m.merchant_id = r.merchant_id and m.subject_id = r.id::text
      where m.taken_back <> case r.state when 'undone' then m.transfers else 0 end ${scope.only('r')}`,
  },
  {
    invariant: 7,
    name: 'every redemption that is booked exists',
    rows: (scope) => sql`
      select m.merchant_id, m.subject_id as redemption, m.visits, m.principal, m.bonus
      from (${redeemed(scope)}) m
      left join redemption r on r.merchant_id = m.merchant_id and r.id::text = m.subject_id
      where r.id is null`,
  },
  {
    invariant: 8,
    name: 'value consumed, in redemptions and in the books, agrees',
    rows: (scope) => sql`
      select r.merchant_id, r.id as redemption, r.card_id as card, r.earned_fen, m.principal, r.bonus_fen, m.bonus
      from redemption r
      left join (${redeemed(scope)}) m on m.merchant_id = r.merchant_id and m.subject_id = r.id::text
      where (r.earned_fen <> coalesce(m.principal, 0) or r.bonus_fen <> coalesce(m.bonus, 0)) ${scope.only('r')}`,
  },
  {
    invariant: 8,
    name: 'prepaid money comes from orders and goes only where a card may spend it',
    rows: ({ only }) => sql`
      select t.merchant_id, t.id as transfer, t.kind, d.code as debit, c.code as credit, t.amount
      from ledger_transfer t
      join ledger_account d on d.merchant_id = t.merchant_id and d.id = t.debit_account_id
      join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id
      where (d.code like 'card:%:principal:%' or c.code like 'card:%:principal:%') ${only('t')}
        and case when d.code like 'card:%:principal:%' then c.code else d.code end not similar to
          '(order:%:unapplied|refund:%|merchant:available|merchant:unclaimed|card:%:advanced:%)'`,
  },
  {
    invariant: 8,
    name: 'what is advanced of a pot is at most what it holds',
    rows: ({ only }) => sql`
      select a.merchant_id, a.code, ab.balance as advanced, pb.balance as principal
      from ledger_account a
      join ledger_balance ab on ab.merchant_id = a.merchant_id and ab.account_id = a.id
      left join ledger_account p on p.merchant_id = a.merchant_id
        and p.code = replace(a.code, ':advanced:', ':principal:')
      left join ledger_balance pb on pb.merchant_id = p.merchant_id and pb.account_id = p.id
      where a.code like 'card:%:advanced:%' and ab.balance > coalesce(pb.balance, 0) ${only('a')}`,
  },
]
