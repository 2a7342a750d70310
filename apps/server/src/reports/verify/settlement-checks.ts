import { sql } from 'kysely'
import { classOf } from '../../modules/chart/index.ts'
import type { Check, Scope } from './check.ts'

/** The ledger, between classes of accounts and by business day. */
const moved = ({ only }: Scope) => sql`
  select t.merchant_id, ${classOf(sql`d.code`)} as debit_class, ${classOf(sql`c.code`)} as credit_class, t.kind,
    (t.created_at at time zone 'Asia/Shanghai')::date as day, t.amount
  from ledger_transfer t
  join ledger_account d on d.merchant_id = t.merchant_id and d.id = t.debit_account_id and d.unit = 'CNY'
  join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id
  where true ${only('t')}`

const open = sql`('requested', 'reviewing', 'approved', 'transferring')`

const stated: readonly Check[] = [
  {
    invariant: 12,
    name: 'a statement tells what the ledger holds for its period, and nothing else',
    rows: (scope) => sql`
      select coalesce(told.merchant_id, held.merchant_id) as merchant_id, coalesce(told.id, held.id) as statement,
        coalesce(told.kind, held.kind) as kind, told.amount_fen as told, held.amount as held
      from (select s.merchant_id, s.id, m.debit_class, m.credit_class, m.kind, m.amount_fen, m.transfers
        from settlement_statement s
        join settlement_movement m on m.merchant_id = s.merchant_id and m.statement_id = s.id
        where true ${scope.only('s')}) told
      full join (select s.merchant_id, s.id, m.debit_class, m.credit_class, m.kind, sum(m.amount)::bigint as amount,
          count(*) as transfers
        from settlement_statement s
        join (${moved(scope)}) m on m.merchant_id = s.merchant_id and m.day between s.first_day and s.last_day
        group by 1, 2, 3, 4, 5) held
        on held.merchant_id = told.merchant_id and held.id = told.id and held.debit_class = told.debit_class
        and held.credit_class = told.credit_class and held.kind = told.kind
      where told.amount_fen is distinct from held.amount or told.transfers is distinct from held.transfers`,
  },
  {
    invariant: 12,
    name: 'a statement closes with its opening and what moved, and opens as the one before closed',
    rows: ({ only }) => sql`
      select merchant_id, id as statement, account_class, opening_fen, before, moved, closing_fen
      from (
        select s.merchant_id, s.id, b.account_class, b.opening_fen, b.closing_fen,
          coalesce(lag(b.closing_fen) over (partition by s.merchant_id, b.account_class order by s.last_day), 0)
            as before,
          (select coalesce(sum(case when m.debit_class = m.credit_class then 0
              when (m.debit_class = b.account_class) = (n.normal = 'debit') then m.amount_fen
              else -m.amount_fen end), 0)
            from settlement_movement m
            where m.merchant_id = s.merchant_id and m.statement_id = s.id
              and b.account_class in (m.debit_class, m.credit_class)) as moved
        from settlement_statement s
        join settlement_balance b on b.merchant_id = s.merchant_id and b.statement_id = s.id
        cross join lateral (select a.normal from ledger_account a
          where a.merchant_id = s.merchant_id and a.unit = 'CNY'
            and ${classOf(sql`a.code`)} = b.account_class limit 1) n
        where true ${only('s')}) one
      where opening_fen <> before or closing_fen <> opening_fen + moved`,
  },
  {
    invariant: 12,
    name: "the operator's fee of a statement is posted once",
    rows: ({ only }) => sql`
      select s.merchant_id, s.id as statement, s.fee_fen, t.amount as posted
      from settlement_statement s
      left join ledger_transfer t on t.merchant_id = s.merchant_id and t.key = 'statement:' || s.id || ':fee'
      where coalesce(t.amount, 0) <> s.fee_fen ${only('s')}`,
  },
]

const withdrawn: readonly Check[] = [
  {
    invariant: 13,
    name: 'what is being withdrawn is what open withdrawals have set aside',
    rows: ({ only }) => sql`
      select a.merchant_id, b.balance as held, coalesce(w.amount, 0) as wanted
      from ledger_account a
      join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
      left join (select merchant_id, sum(amount_fen) as amount from withdrawal where state in ${open}
        group by merchant_id) w on w.merchant_id = a.merchant_id
      where a.code = 'merchant:withdrawing' and b.balance <> coalesce(w.amount, 0) ${only('a')}`,
  },
  {
    invariant: 13,
    name: 'a withdrawal is set aside, then paid or given back, once',
    rows: ({ only }) => sql`
      select w.merchant_id, w.id as withdrawal, w.state, w.amount_fen, r.amount as reserved, p.amount as paid,
        g.amount as returned
      from withdrawal w
      left join ledger_transfer r on r.merchant_id = w.merchant_id and r.key = 'withdrawal:' || w.id || ':reserved'
      left join ledger_transfer p on p.merchant_id = w.merchant_id and p.key = 'withdrawal:' || w.id || ':paid'
      left join ledger_transfer g on g.merchant_id = w.merchant_id and g.key = 'withdrawal:' || w.id || ':returned'
      where (r.amount is distinct from w.amount_fen
        or coalesce(p.amount, 0) <> case when w.state = 'succeeded' then w.amount_fen else 0 end
        or coalesce(g.amount, 0) <> case when w.state in ('failed', 'rejected') then w.amount_fen else 0 end)
        ${only('w')}`,
  },
  {
    invariant: 13,
    name: 'a withdrawal goes on only with as many different persons as it needs',
    rows: ({ only }) => sql`
      select w.merchant_id, w.id as withdrawal, w.state, w.reviewers, count(p.reviewer_id) as approvals
      from withdrawal w
      left join withdrawal_approval p on p.merchant_id = w.merchant_id and p.withdrawal_id = w.id
      where w.state in ('approved', 'transferring', 'succeeded', 'failed') ${only('w')}
      group by w.merchant_id, w.id
      having count(p.reviewer_id) < w.reviewers`,
  },
]

export const settlementChecks: readonly Check[] = [...stated, ...withdrawn]
