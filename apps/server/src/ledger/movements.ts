import { sql } from 'kysely'
import type { Sql, Tx } from '../kernel/db.ts'
import type { Normal } from './types.ts'

/** What moved from one class of accounts to another, by the kind of transfer. */
export type Movement = { debit: string; credit: string; kind: string; amount: bigint; transfers: bigint }

export type ClassBalance = { normal: Normal; balance: bigint }

export type Moved = {
  within: Movement[]
  /** Since the end of the period. */
  later: Movement[]
  /** What all accounts of a class hold now, on their normal side. */
  balances: Map<string, ClassBalance>
}

type Row = Movement & { part: 'within' | 'later' | 'held' }

export type Span = { from: Date; to: Date }

/**
 * The movements of a span of time and the balances at this instant, by one statement: so the one can be held
 * against the other while others post. `classOf` makes a class of an account's code.
 */
export async function movedBetween(
  tx: Tx,
  { from, to }: Span,
  { unit, classOf }: { unit: string; classOf: (code: Sql) => Sql },
): Promise<Moved> {
  const rows = await tx.query(sql<Row>`
    with account as materialized (
      select a.id, ${classOf(sql`a.code`)} as class, a.normal, b.balance
      from ledger_account a
      join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
      where a.merchant_id = ${tx.merchantId} and a.unit = ${unit})
    select case when t.created_at < ${to} then 'within' else 'later' end as part, d.class as debit,
      c.class as credit, t.kind, sum(t.amount)::bigint as amount, count(*) as transfers
    from ledger_transfer t
    join account d on d.id = t.debit_account_id
    join account c on c.id = t.credit_account_id
    where t.merchant_id = ${tx.merchantId} and t.id >= ${firstIdOf(from)}::uuid and t.created_at >= ${from}
    group by 1, 2, 3, 4
    union all
    select 'held', class, '', min(normal), sum(balance)::bigint, count(*) from account group by class`)
  const moved = (part: Row['part']) =>
    rows.filter((row) => row.part === part).map(({ part: _, ...movement }) => movement)
  const held = moved('held').map(
    ({ debit, kind, amount }) => [debit, { normal: kind as Normal, balance: amount }] as const,
  )
  return { within: moved('within'), later: moved('later'), balances: new Map(held) }
}

/** When the books were begun; undefined while nothing was ever posted. */
export async function firstTransferAt(tx: Tx): Promise<Date | undefined> {
  const row = await tx.one(sql<{ at: Date }>`
    select created_at as at from ledger_transfer where merchant_id = ${tx.merchantId} order by id limit 1`)
  return row?.at
}

/** Ids sort by time and are made after the transaction began, so the key finds a span without an index of its own. */
export function firstIdOf(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
