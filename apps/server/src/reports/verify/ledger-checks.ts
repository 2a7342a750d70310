import { sql } from 'kysely'
import type { Check, Scope } from './check.ts'

/** Each transfer seen from both its accounts. */
const sides = ({ only }: Scope) => sql`
  select t.merchant_id, t.id, t.debit_account_id as account_id, t.debit_sequence as sequence,
    t.debit_balance as balance, case a.normal when 'debit' then t.amount else -t.amount end as change
  from ledger_transfer t
  join ledger_account a on a.merchant_id = t.merchant_id and a.id = t.debit_account_id ${only('t')}
  union all
  select t.merchant_id, t.id, t.credit_account_id, t.credit_sequence, t.credit_balance,
    case a.normal when 'credit' then t.amount else -t.amount end
  from ledger_transfer t
  join ledger_account a on a.merchant_id = t.merchant_id and a.id = t.credit_account_id ${only('t')}`

export const ledgerChecks: readonly Check[] = [
  {
    invariant: 1,
    name: 'debits equal credits per merchant and unit',
    rows: ({ only }) => sql`
      select a.merchant_id, a.unit,
        sum(case a.normal when 'debit' then b.balance else 0 end) as debits,
        sum(case a.normal when 'credit' then b.balance else 0 end) as credits
      from ledger_account a
      join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id ${only('a')}
      group by a.merchant_id, a.unit
      having sum(case a.normal when 'debit' then b.balance else -b.balance end) <> 0`,
  },
  {
    invariant: 1,
    name: 'both sides of a transfer are accounts of one unit',
    rows: ({ only }) => sql`
      select t.merchant_id, t.id as transfer, t.key, d.code as debit, c.code as credit
      from ledger_transfer t
      left join ledger_account d on d.merchant_id = t.merchant_id and d.id = t.debit_account_id
      left join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id
      where d.unit is distinct from c.unit or d.id is null or c.id is null ${only('t')}`,
  },
  {
    invariant: 2,
    name: 'a balance equals the sum of its transfers',
    rows: (scope) => sql`
      select a.merchant_id, a.code, b.balance, b.transfers, s.balance as transfers_sum, s.transfers as transfers_count
      from ledger_account a
      left join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
      left join (select merchant_id, account_id, sum(change) as balance, count(*) as transfers
        from (${sides(scope)}) side group by merchant_id, account_id) s
        on s.merchant_id = a.merchant_id and s.account_id = a.id
      where (b.balance is distinct from coalesce(s.balance, 0)
        or b.transfers is distinct from coalesce(s.transfers, 0)) ${scope.only('a')}`,
  },
  {
    invariant: 2,
    name: 'running balances form an unbroken chain',
    rows: (scope) => sql`
      select merchant_id, id as transfer, account_id as account, sequence, balance, expected from (
        select side.*, row_number() over account as place,
          coalesce(lag(balance) over account, 0) + change as expected
        from (${sides(scope)}) side
        window account as (partition by merchant_id, account_id order by sequence)) chain
      where sequence <> place or balance <> expected`,
  },
  {
    invariant: 2,
    name: 'a transfer is taken back at most once over',
    rows: ({ only }) => sql`
      select t.merchant_id, t.id as transfer, t.key, t.amount, sum(u.amount) as taken_back
      from ledger_transfer t
      join ledger_transfer u on u.merchant_id = t.merchant_id and u.undoes = t.id ${only('t')}
      group by t.merchant_id, t.id
      having sum(u.amount) > t.amount`,
  },
  {
    invariant: 3,
    name: 'no account is below its floor',
    rows: ({ only }) => sql`
      select a.merchant_id, a.code, b.balance, a.floor
      from ledger_account a
      join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
      where b.balance < a.floor ${only('a')}`,
  },
  {
    invariant: 3,
    name: 'no account grew beyond its ceiling',
    rows: ({ only }) => sql`
      select a.merchant_id, a.code, b.balance, a.ceiling
      from ledger_account a
      join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
      where b.balance > a.ceiling ${only('a')}`,
  },
]
