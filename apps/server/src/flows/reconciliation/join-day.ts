import { startOfBusinessDay } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { listSucceeded } from '../../modules/payment/index.ts'
import type { SucceededPage, SucceededRow } from '../../modules/payment/index.ts'
import { differencesOf, findFeeRate, joinOurs } from '../../modules/reconciliation/index.ts'
import type { Joined, LineTable, Totals } from '../../modules/reconciliation/index.ts'
import { listRefunded } from '../../modules/refund/index.ts'
import type { BillPart } from './parts/source.ts'

const rowsOfPage = 1000
/** Beyond it two sides have hardly anything in common, and a list of it would help nobody. */
export const differencesMax = 10_000

export type JoinDay = { part: BillPart; index: number; day: string; table: LineTable; totals: Totals }
export type JoinedPart = Joined & { agreedRate: number | undefined; tooMany: boolean }

/** Compares all that the books have of the day with the bill, a page at a time, each in a transaction of its own. */
export async function joinDay(db: Db, input: JoinDay): Promise<JoinedPart> {
  const { part, index, day, table, totals } = input
  const { merchantId, channelAccountId } = part
  const before = await inMerchant(db, merchantId, async (tx) => ({
    agreedRate: await findFeeRate(tx, channelAccountId),
    booked: await bookedLines(tx, { channelAccountId, day }, table),
  }))
  for (const at of before.booked) table.markSeen(at)

  const joined: Joined = { oursOnly: [], differing: [] }
  const options = { table, part: index, totals, ...before }
  let tooMany = false
  for (const kind of ['payment', 'refund'] as const) {
    for await (const rows of pagesOf(db, part, day, kind)) {
      joinOurs(rows, { ...options, kind }, joined)
      tooMany = joined.oursOnly.length + joined.differing.length > differencesMax
      if (tooMany) break
    }
  }
  return { ...joined, agreedRate: before.agreedRate, tooMany }
}

/** What was dealt with and booked by itself is not booked again with its day. */
async function bookedLines(
  tx: Tx,
  of: { channelAccountId: string; day: string },
  table: LineTable,
): Promise<Set<number>> {
  const booked = (await differencesOf(tx, of)).filter((row) => row.booked && row.occurrence === 1)
  return new Set(booked.map(({ item, number }) => table.find(item, number)).filter((at) => at >= 0))
}

async function* pagesOf(
  db: Db,
  { merchantId, channelAccountId }: BillPart,
  day: string,
  kind: 'payment' | 'refund',
): AsyncGenerator<SucceededRow[]> {
  const from = startOfBusinessDay(day)
  const to = new Date(from.getTime() + 86_400_000)
  const list = kind === 'payment' ? listSucceeded : listRefunded
  let after: SucceededPage['after']
  for (;;) {
    const page = { channelAccountId, from, to, after, limit: rowsOfPage }
    const rows = await inMerchant(db, merchantId, (tx) => list(tx, page))
    if (rows.length > 0) yield rows
    if (rows.length < rowsOfPage) return
    after = rows.at(-1)
  }
}
