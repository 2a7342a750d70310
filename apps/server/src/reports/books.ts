import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { Language } from '@sesame/contract/messages/messages'
import type { moneyRoutes } from '@sesame/contract/money'
import type { Sql, Tx } from '../kernel/db.ts'
import { refusal } from '../kernel/refusals.ts'
import { firstIdOf } from '../ledger/index.ts'
import type { Span } from '../ledger/index.ts'
import { classOf } from '../modules/chart/index.ts'
import { accountNamer, transferName, unitNamer } from './account-names.ts'
import { startsWith, when, within } from './filters.ts'
import { afterCursor, limitOf, pageByText, pageOf, textCursor } from './paging.ts'
import type { PageQuery } from './paging.ts'

export const accountNotFound = refusal('account.not_found', 404)

type Account = AnswerOf<typeof moneyRoutes.getAccount>
type AccountRow = Omit<Account, 'name' | 'unitName'>

const accountColumns = sql`a.id, a.code, a.unit, a.normal, b.balance, b.transfers`
const joinBalance = sql`join ledger_balance b on b.merchant_id = a.merchant_id and b.account_id = a.id`

/** Accounts by code, with names a person can read. `group` is the beginning of a code, as `card:`. */
export async function listAccounts(
  tx: Tx,
  language: Language,
  query: QueryOf<typeof moneyRoutes.listAccounts>,
) {
  const rows = await tx.query(sql<AccountRow>`
    select ${accountColumns} from ledger_account a ${joinBalance}
    where a.merchant_id = ${tx.merchantId} and a.code > ${textCursor(query)}
      ${when(query.group, (group) => startsWith(sql`a.code`, group))}
      ${when(query.search, (text) => matches(tx, text))}
      ${when(query.nonZero || undefined, () => sql`b.balance <> 0`)}
    order by a.code limit ${limitOf(query) + 1}`)
  const page = pageByText(rows, query, (row) => row.code)
  return { items: await named(tx, language, page.items), nextCursor: page.nextCursor }
}

/** A part of the code, or the number of a card or an order, or the name of a product in it. */
const matches = (tx: Tx, text: string): Sql => sql`(position(${text} in a.code) > 0 or exists (
  select from (
    select id from card where merchant_id = ${tx.merchantId} and number = ${text}
    union all select id from sale_order where merchant_id = ${tx.merchantId} and number = ${text.toUpperCase()}
    union all select id from product where merchant_id = ${tx.merchantId} and name = ${text}) named
  where position(named.id::text in a.code) > 0))`

export async function getAccountView(tx: Tx, language: Language, id: string): Promise<Account> {
  const row = await tx.one(sql<AccountRow>`
    select ${accountColumns} from ledger_account a ${joinBalance}
    where a.merchant_id = ${tx.merchantId} and a.id = ${id}`)
  if (!row) throw accountNotFound({ accountId: id })
  return (await named(tx, language, [row]))[0]!
}

async function named(tx: Tx, language: Language, rows: readonly AccountRow[]): Promise<Account[]> {
  const nameOf = await accountNamer(
    tx,
    rows.map((row) => row.code),
    language,
  )
  const unitOf = await unitNamer(
    tx,
    rows.map((row) => row.unit),
    language,
  )
  return rows.map((row) => ({ ...row, name: nameOf(row.code), unitName: unitOf(row.unit) }))
}

type Transfer = AnswerOf<typeof moneyRoutes.listTransfers>['items'][number]
type TransferRow = Omit<Transfer, 'at' | 'kindName' | 'unitName' | 'debitName' | 'creditName'> & { at: Date }

const transferColumns = sql`t.id, t.created_at as at, t.kind, t.amount, d.unit, d.code as "debitCode",
  c.code as "creditCode", t.subject_kind as "subjectKind", t.subject_id as "subjectId", t.undoes`
const joinAccounts = sql`
  join ledger_account d on d.merchant_id = t.merchant_id and d.id = t.debit_account_id
  join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id`

/** The transfers behind an amount, newest first. */
export async function listTransfers(
  tx: Tx,
  language: Language,
  query: QueryOf<typeof moneyRoutes.listTransfers>,
) {
  const rows = await tx.query(sql<TransferRow>`
    select ${transferColumns} from ledger_transfer t ${joinAccounts}
    where t.merchant_id = ${tx.merchantId}
      ${when(query.subjectKind, (kind) => sql`t.subject_kind = ${kind}`)}
      ${when(query.subjectId, (id) => sql`t.subject_id = ${id}`)}
      ${when(query.kind, (kind) => sql`t.kind = ${kind}`)}
      ${within(sql`t.created_at`, query)}
      ${afterCursor(query, sql`t.created_at`, sql`t.id`)}
    order by t.created_at desc, t.id desc limit ${limitOf(query) + 1}`)
  const page = pageOf(rows, query, (row) => row.at)
  return { items: await readable(tx, language, page.items), nextCursor: page.nextCursor }
}

export type Behind = { debit: string; credit: string; kind?: string | undefined; span: Span }

/** The transfers of a span of time between two classes of accounts: what a line of a statement adds up. */
export async function transfersBetween(
  tx: Tx,
  language: Language,
  { debit, credit, kind, span }: Behind,
  query: PageQuery,
) {
  const rows = await tx.query(sql<TransferRow>`
    select ${transferColumns} from ledger_transfer t ${joinAccounts}
    where t.merchant_id = ${tx.merchantId} and t.id >= ${firstIdOf(span.from)}::uuid
      and t.created_at >= ${span.from} and t.created_at < ${span.to} and d.unit = 'CNY'
      and ${classOf(sql`d.code`)} = ${debit} and ${classOf(sql`c.code`)} = ${credit}
      ${when(kind, (word) => sql`t.kind = ${word}`)}
      ${afterCursor(query, sql`t.created_at`, sql`t.id`)}
    order by t.created_at desc, t.id desc limit ${limitOf(query) + 1}`)
  const page = pageOf(rows, query, (row) => row.at)
  return { items: await readable(tx, language, page.items), nextCursor: page.nextCursor }
}

type Line = TransferRow & { side: 'debit' | 'credit'; balanceAfter: bigint; sequence: bigint }

/** One account's movements with the balance after each, newest first. */
export async function accountStatement(
  tx: Tx,
  language: Language,
  id: string,
  query: QueryOf<typeof moneyRoutes.statement>,
) {
  await getAccountView(tx, language, id)
  const before = textCursor(query)
  const side = (name: 'debit' | 'credit') => sql`
    select ${transferColumns}, ${sql.lit(name)} as side, ${sql.ref(`t.${name}_balance`)} as "balanceAfter",
      ${sql.ref(`t.${name}_sequence`)} as sequence
    from ledger_transfer t ${joinAccounts}
    where t.merchant_id = ${tx.merchantId} and ${sql.ref(`t.${name}_account_id`)} = ${id}
      ${when(sequenceOf(before), (sequence) => sql`${sql.ref(`t.${name}_sequence`)} < ${sequence}::bigint`)}
      ${within(sql`t.created_at`, query)}
    order by ${sql.ref(`t.${name}_sequence`)} desc limit ${limitOf(query) + 1}`
  const rows = await tx.query(sql<Line>`
    select * from ((${side('debit')}) union all (${side('credit')})) line
    order by sequence desc limit ${limitOf(query) + 1}`)
  const page = pageByText(rows, query, (row) => String(row.sequence))
  const lines = page.items.map(({ sequence: _, ...line }) => line)
  return { items: await readable(tx, language, lines), nextCursor: page.nextCursor }
}

const sequenceOf = (cursor: string) => (/^\d{1,18}$/.test(cursor) ? cursor : undefined)

async function readable<Row extends TransferRow>(tx: Tx, language: Language, rows: readonly Row[]) {
  const nameOf = await accountNamer(
    tx,
    rows.flatMap((row) => [row.debitCode, row.creditCode]),
    language,
  )
  const unitOf = await unitNamer(
    tx,
    rows.map((row) => row.unit),
    language,
  )
  return rows.map((row) => ({
    ...row,
    kindName: transferName(row.kind, language),
    unitName: unitOf(row.unit),
    debitName: nameOf(row.debitCode),
    creditName: nameOf(row.creditCode),
  }))
}
