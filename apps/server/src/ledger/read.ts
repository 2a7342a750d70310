import { sql } from 'kysely'
import type { Sql, Tx } from '../kernel/db.ts'
import type { Account, Normal, StoredTransfer } from './types.ts'

/** Balances by account code, positive on the normal side; 0n for an account that never moved. */
export async function balancesOf(tx: Tx, accounts: readonly Account[]): Promise<Map<string, bigint>> {
  const codes = accounts.map(({ code }) => code)
  const rows = await tx.query(sql<{ code: string; balance: bigint }>`
    select a.code, b.balance from ledger_account a
    join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
    where a.merchant_id = ${tx.merchantId} and a.code = any(${codes}::text[])`)
  return new Map([
    ...codes.map((code) => [code, 0n] as const),
    ...rows.map((row) => [row.code, row.balance] as const),
  ])
}

export async function transfersOf(
  tx: Tx,
  of: { subjectKind: string; subjectId: string } | { keys: readonly string[] },
): Promise<StoredTransfer[]> {
  const which =
    'keys' in of
      ? sql`t.key = any(${[...of.keys]}::text[])`
      : sql`t.subject_kind = ${of.subjectKind} and t.subject_id = ${of.subjectId}`
  return tx.query(sql<StoredTransfer>`
    select ${transferColumns} from ledger_transfer t ${joinedAccounts}
    where t.merchant_id = ${tx.merchantId} and ${which} order by t.id`)
}

export type StatementLine = StoredTransfer & {
  sequence: bigint
  /** What it did to this account: positive when it grew. */
  change: bigint
  balanceAfter: bigint
}

export type StatementPage = { items: StatementLine[]; nextCursor: string | null }

/** One account's movements, newest first. */
export async function statement(
  tx: Tx,
  code: string,
  page: { cursor?: string | undefined; limit?: number | undefined } = {},
): Promise<StatementPage> {
  const limit = Math.min(Math.max(page.limit ?? 50, 1), 200)
  const account = await findAccount(tx, code)
  if (!account) return { items: [], nextCursor: null }
  const before = page.cursor && /^[1-9][0-9]{0,17}$/.test(page.cursor) ? BigInt(page.cursor) : null
  const side = (name: Normal) => sideOf(tx, { account, before, limit: limit + 1, name })
  const rows = await tx.query(sql<StatementLine>`
    select * from ((${side('debit')}) union all (${side('credit')})) line order by sequence desc limit ${limit + 1}`)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)!.sequence) : null }
}

type Side = { account: AccountRow; before: bigint | null; limit: number; name: Normal }

function sideOf(tx: Tx, { account, before, limit, name }: Side): Sql {
  const column = (suffix: string) => sql.ref(`t.${name}_${suffix}`)
  return sql`
    select ${transferColumns}, ${column('sequence')} as sequence, ${column('balance')} as "balanceAfter",
      ${account.normal === name ? sql`t.amount` : sql`-t.amount`} as change
    from ledger_transfer t ${joinedAccounts}
    where t.merchant_id = ${tx.merchantId} and ${column('account_id')} = ${account.id}
      ${before === null ? sql`` : sql`and ${column('sequence')} < ${before}::bigint`}
    order by ${column('sequence')} desc limit ${limit}`
}

export type AccountRow = {
  id: string
  code: string
  unit: string
  normal: Normal
  floor: bigint | null
  ceiling: bigint | null
  balance: bigint
}

const accountColumns = sql`a.id, a.code, a.unit, a.normal, a.floor, a.ceiling, b.balance`

export async function findAccount(tx: Tx, code: string): Promise<AccountRow | undefined> {
  return tx.one(sql<AccountRow>`
    select ${accountColumns} from ledger_account a
    join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
    where a.merchant_id = ${tx.merchantId} and a.code = ${code}`)
}

/** The accounts whose code starts so, by code; `after` is the last code of the page before. */
export async function listAccounts(
  tx: Tx,
  { prefix = '', after = '', limit = 50 }: { prefix?: string; after?: string; limit?: number } = {},
): Promise<AccountRow[]> {
  return tx.query(sql<AccountRow>`
    select ${accountColumns} from ledger_account a
    join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id
    where a.merchant_id = ${tx.merchantId} and starts_with(a.code, ${prefix}) and a.code > ${after}
    order by a.code limit ${Math.min(limit, 500)}`)
}

const transferColumns = sql`t.id, t.key, t.kind, t.subject_kind as "subjectKind", t.subject_id as "subjectId",
  t.amount, d.unit, d.code as "debitCode", t.debit_balance as "debitBalance", c.code as "creditCode",
  t.credit_balance as "creditBalance", t.undoes, t.created_at as "createdAt"`

const joinedAccounts = sql`
  join ledger_account d on d.merchant_id = t.merchant_id and d.id = t.debit_account_id
  join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id`
