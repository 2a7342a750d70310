import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { billRoutes } from '@sesame/contract/reconciliation'
import { messageOf } from '@sesame/contract/messages/index'
import type { Language } from '@sesame/contract/messages/messages'
import type { Sql, Tx } from '../kernel/db.ts'
import { refusal } from '../kernel/refusals.ts'
import { reconciledThrough } from '../modules/reconciliation/index.ts'
import { dayWrong, startsWith, when } from './filters.ts'
import { limitOf, pageByText, textCursor } from './paging.ts'

type Account = AnswerOf<typeof billRoutes.listBillAccounts>['items'][number]
type Day = AnswerOf<typeof billRoutes.listBillDays>['items'][number]
type Detail = AnswerOf<typeof billRoutes.getBillDay>
type Sums = NonNullable<Day['batch']>

const billDayNotFound = refusal('bill.day_not_found', 404)

/** A merchant's accounts; in the operator's own books, the accounts that merchants share. */
export const billAccounts = sql`(
  select c.merchant_id, c.id, c.provider, coalesce(o.name, c.name) as name, c.custody, c.created_at,
    coalesce(o.merchant_number, c.merchant_number) as merchant_number,
    c.enabled and coalesce(o.enabled, true) as enabled
  from channel_account c left join operator_channel_account o on o.id = c.operator_account_id
  union all
  select m.id, o.id, o.provider, o.name, 'operator', o.created_at, o.merchant_number, o.enabled
  from merchant m cross join operator_channel_account o where m.kind = 'operator')`

export async function listBillAccounts(tx: Tx): Promise<Account[]> {
  const rows = await tx.query(sql<Omit<Account, 'reconciledThrough'>>`
    select a.id, a.provider, a.name, a.custody, a.merchant_number as "merchantNumber", a.enabled, f.rate as "feeRate",
      (select count(*)::integer from bill_difference d where d.merchant_id = a.merchant_id
        and d.channel_account_id = a.id and d.state = 'open') as "openDifferences",
      coalesce((select b.balance from ledger_account l
        join ledger_balance b on b.merchant_id = l.merchant_id and b.account_id = l.id
        where l.merchant_id = a.merchant_id and l.code = 'channel:' || a.id), 0) as "clearingFen"
    from ${billAccounts} a
    left join bill_fee_rate f on f.merchant_id = a.merchant_id and f.channel_account_id = a.id
    where a.merchant_id = ${tx.merchantId} order by a.created_at, a.id limit 200`)
  const accounts: Account[] = []
  for (const row of rows)
    accounts.push({ ...row, reconciledThrough: (await reconciledThrough(tx, row.id)) ?? null })
  return accounts
}

const sums = sql`'lines', b.lines, 'theirsPayments', b.theirs_payments, 'theirsPaymentsFen', b.theirs_payments_fen,
  'theirsRefunds', b.theirs_refunds, 'theirsRefundsFen', b.theirs_refunds_fen, 'theirsFeeFen', b.theirs_fee_fen,
  'oursPayments', b.ours_payments, 'oursPaymentsFen', b.ours_payments_fen, 'oursRefunds', b.ours_refunds,
  'oursRefundsFen', b.ours_refunds_fen, 'matched', b.matched, 'matchedPaymentsFen', b.matched_payments_fen,
  'matchedRefundsFen', b.matched_refunds_fen, 'matchedFeeFen', b.matched_fee_fen`

const counted = (state: string): Sql => sql`
  (select count(*)::integer from bill_difference x where x.merchant_id = d.merchant_id
    and x.channel_account_id = d.channel_account_id and x.day = d.day and x.state = ${state})`

const selectDays = sql`
  select d.channel_account_id as "channelAccountId", a.name as "accountName", a.provider, d.day::text, d.state,
    d.reason, d.detail, d.updated_at as "updatedAt", ${counted('open')} as open, ${counted('carried')} as carried,
    case when b.id is not null then json_build_object('id', b.id, 'number', b.number, ${sums}) end as batch
  from bill_day d
  join ${billAccounts} a on a.merchant_id = d.merchant_id and a.id = d.channel_account_id
  left join bill_batch b on b.merchant_id = d.merchant_id and b.id = d.batch_id`

type Row = Omit<Day, 'updatedAt'> & { updatedAt: Date }

const inWords = <R extends { reason: string | null }>(row: R, language: Language): R => ({
  ...row,
  reason: row.reason && messageOf(row.reason, language),
})

/** The last day first; the cursor is the day and the account. */
export async function listBillDays(
  tx: Tx,
  language: Language,
  query: QueryOf<typeof billRoutes.listBillDays> = {},
) {
  const [day = '', account = ''] = textCursor(query).split(' ')
  const rows = await tx.query(sql<Row>`
    ${selectDays} where d.merchant_id = ${tx.merchantId}
      ${when(query.channelAccountId, (id) => sql`d.channel_account_id = ${id}`)}
      ${when(query.state, (state) => sql`d.state = ${state}`)} ${betweenDays(query)}
      ${day === '' ? sql`` : sql`and (d.day, d.channel_account_id) < (${checkedDay(day)}::date, ${account}::uuid)`}
    order by d.day desc, d.channel_account_id desc limit ${limitOf(query) + 1}`)
  const items = rows.map((row) => inWords(row, language))
  return pageByText(items, query, (row) => `${row.day} ${row.channelAccountId}`)
}

/** The words of one day, with every batch that there ever was, the last first. */
export async function getBillDay(
  tx: Tx,
  language: Language,
  { channelAccountId, day }: { channelAccountId: string; day: string },
): Promise<Omit<Detail, 'updatedAt' | 'batches'> & { updatedAt: Date; batches: unknown[] }> {
  const of = sql`d.channel_account_id = ${channelAccountId} and d.day = ${checkedDay(day)}::date`
  const row = await tx.one(sql<Row>`${selectDays} where d.merchant_id = ${tx.merchantId} and ${of}`)
  if (!row) throw billDayNotFound({ day })
  const batches = await tx.query(sql<Sums & { sums: Sums }>`
    select b.id, b.number, b.created_at as at, b.file_name as "fileName", b.file_bytes as "fileBytes",
      b.channel_hash as "channelHash", s.name as "askedBy", json_build_object(${sums}) as sums
    from bill_batch b
    left join staff s on s.merchant_id = b.merchant_id and s.id::text = b.asked_by
    where b.merchant_id = ${tx.merchantId} and b.channel_account_id = ${channelAccountId}
      and b.day = ${day}::date
    order by b.number desc limit 100`)
  const told = batches.map(({ sums: own, ...batch }) => ({ ...batch, ...own }))
  return { ...inWords(row, language), batches: told }
}

export function betweenDays({ from, to }: { from?: string | undefined; to?: string | undefined }): Sql {
  return sql`${when(from, (day) => sql`d.day >= ${checkedDay(day)}::date`)}
    ${when(to, (day) => sql`d.day <= ${checkedDay(day)}::date`)}`
}

/** A form alone makes no day: the database would fail at the 31st of February. */
export function checkedDay(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) throw dayWrong({ day })
  return day
}

export const numbered = (text: string): Sql =>
  sql`(${startsWith(sql`d.number`, text)} or ${startsWith(sql`d.trade_number`, text)}
    or ${startsWith(sql`d.channel_number`, text)})`
