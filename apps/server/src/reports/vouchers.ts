import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { financeRoutes } from '@sesame/contract/finance'
import { businessDay, startOfBusinessDay } from '../kernel/clock.ts'
import type { Tx } from '../kernel/db.ts'
import { writeSheet } from '../files/sheet.ts'
import { firstIdOf } from '../ledger/index.ts'
import type { Movement } from '../ledger/index.ts'
import { classOf } from '../modules/chart/index.ts'
import { dayAfter } from '../modules/settlement/index.ts'
import { transferName } from './account-names.ts'
import { dayWrong } from './filters.ts'
import { pageByText, textCursor } from './paging.ts'
import { voucherOf } from './voucher-accounts.ts'

type Row = AnswerOf<typeof financeRoutes.listVoucherRows>['items'][number]
export type VoucherRow = Omit<Row, 'debitFen' | 'creditFen'> & { debitFen: bigint; creditFen: bigint }
type Days = { from?: string | undefined; to?: string | undefined }
type DayMovement = Movement & { day: string }

/** The month so far, unless days are asked for. */
function daysOf({ from, to }: Days, now: Date): { from: string; to: string } {
  const last = to ?? businessDay(now)
  const first = from ?? `${last.slice(0, 7)}-01`
  for (const day of [first, last])
    if (Number.isNaN(startOfBusinessDay(day).getTime())) throw dayWrong({ day })
  return { from: first, to: last }
}

/**
 * One voucher for each day and kind of movement, numbered through the month; each has a debit and a credit of the
 * same amount, so whatever is taken out of it is balanced.
 */
export async function voucherRows(tx: Tx, asked: Days): Promise<VoucherRow[]> {
  const { from, to } = daysOf(asked, tx.now)
  // Numbers count from the beginning of the month, wherever the asked days begin.
  const moved = await movedByDay(tx, `${from.slice(0, 7)}-01`, to)
  const rows: VoucherRow[] = []
  let month = ''
  let count = 0
  for (const movement of moved) {
    const entry = voucherOf(movement)
    if (!entry) continue
    const { day, kind, amount, transfers } = movement
    count = day.slice(0, 7) === month ? count + 1 : 1
    month = day.slice(0, 7)
    if (day < from) continue
    const summary = `${transferName(kind, 'zh')}（${transfers} 笔）`
    const same = { day, number: `记-${String(count).padStart(4, '0')}`, summary }
    const { debit, credit } = entry
    rows.push(
      { ...same, accountCode: debit.code, accountName: debit.name, debitFen: amount, creditFen: 0n },
      { ...same, accountCode: credit.code, accountName: credit.name, debitFen: 0n, creditFen: amount },
    )
  }
  return rows
}

function movedByDay(tx: Tx, from: string, to: string): Promise<DayMovement[]> {
  const [start, end] = [startOfBusinessDay(from), startOfBusinessDay(dayAfter(to))]
  return tx.query(sql<DayMovement>`
    with account as materialized (
      select id, ${classOf(sql`code`)} as class from ledger_account
      where merchant_id = ${tx.merchantId} and unit = 'CNY')
    select (t.created_at at time zone 'Asia/Shanghai')::date as day, d.class as debit, c.class as credit, t.kind,
      sum(t.amount)::bigint as amount, count(*) as transfers
    from ledger_transfer t
    join account d on d.id = t.debit_account_id
    join account c on c.id = t.credit_account_id
    where t.merchant_id = ${tx.merchantId} and t.id >= ${firstIdOf(start)}::uuid
      and t.created_at >= ${start} and t.created_at < ${end}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`)
}

export async function listVoucherRows(tx: Tx, query: QueryOf<typeof financeRoutes.listVoucherRows>) {
  const after = textCursor(query)
  const limit = query.limit ?? 50
  const placed = (await voucherRows(tx, query)).map((row, place) => ({
    ...row,
    place: String(place).padStart(8, '0'),
  }))
  const rest = placed.filter(({ place }) => place > after || after === '').slice(0, limit + 1)
  return pageByText(rest, query, ({ place }) => place)
}

/** For the merchant's accountant, to be taken into the software that they keep the books with. */
export function vouchersSheet(rows: readonly VoucherRow[]): Readable {
  const amount = (sum: bigint) => (sum === 0n ? undefined : { fen: sum })
  return writeSheet({
    name: '会计凭证',
    rows,
    columns: [
      { title: '日期', width: 12, of: ({ day }) => ({ day }) },
      { title: '凭证号', width: 10, of: ({ number }) => ({ text: number }) },
      { title: '摘要', width: 34, of: ({ summary }) => ({ text: summary }) },
      { title: '科目编码', width: 10, of: ({ accountCode }) => ({ text: accountCode }) },
      { title: '科目名称', width: 28, of: ({ accountName }) => ({ text: accountName }) },
      { title: '借方金额', width: 14, of: ({ debitFen }) => amount(debitFen) },
      { title: '贷方金额', width: 14, of: ({ creditFen }) => amount(creditFen) },
    ],
  })
}
