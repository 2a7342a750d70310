import type { BillDifferenceType } from '@sesame/contract/states'
import type { BillLine } from '../../channels/bill.ts'
import type { LineTable } from './line-table.ts'

/** One payment or refund of the books, as much of it as is compared. */
export type Ours = { kind: BillLine['kind']; id: string; number: string; amountFen: number }

/** What a bill and the books come to on one day, counted on the way. */
export type Totals = {
  lines: number
  theirs: { payments: number; paymentsFen: number; refunds: number; refundsFen: number; feeFen: number }
  ours: { payments: number; paymentsFen: number; refunds: number; refundsFen: number }
  matched: { count: number; paymentsFen: number; refundsFen: number; feeFen: number }
}

export const noTotals = (): Totals => ({
  lines: 0,
  theirs: { payments: 0, paymentsFen: 0, refunds: 0, refundsFen: 0, feeFen: 0 },
  ours: { payments: 0, paymentsFen: 0, refunds: 0, refundsFen: 0 },
  matched: { count: 0, paymentsFen: 0, refundsFen: 0, feeFen: 0 },
})

export function countTheirs({ theirs }: Totals, line: Pick<BillLine, 'kind' | 'amountFen' | 'feeFen'>): void {
  const isPayment = line.kind === 'payment'
  theirs[isPayment ? 'payments' : 'refunds'] += 1
  theirs[isPayment ? 'paymentsFen' : 'refundsFen'] += line.amountFen
  theirs.feeFen += line.feeFen
}

function countOurs({ ours }: Totals, kind: Ours['kind'], amountFen: number): void {
  ours[kind === 'payment' ? 'payments' : 'refunds'] += 1
  ours[kind === 'payment' ? 'paymentsFen' : 'refundsFen'] += amountFen
}

export function countMatched(
  { matched }: Totals,
  line: Pick<BillLine, 'kind' | 'amountFen' | 'feeFen'>,
): void {
  matched.count += 1
  matched[line.kind === 'payment' ? 'paymentsFen' : 'refundsFen'] += line.amountFen
  matched.feeFen += line.feeFen
}

/** What the channel may keep of a payment, and brings back with a refund; undefined where no rate is known. */
export function expectedFeeFen(
  line: Pick<BillLine, 'kind' | 'amountFen'>,
  feeRate: number | undefined,
): number | undefined {
  if (feeRate === undefined) return undefined
  const fee = Math.round((line.amountFen * feeRate) / 100_000)
  return line.kind === 'payment' ? fee : -fee || 0
}

type Compared = Pick<BillLine, 'kind' | 'amountFen' | 'feeFen' | 'isDone'> & { feeRate: number | undefined }

/** How a line differs from what the books say happened; undefined where they agree. */
export function differenceOf(oursFen: number, line: Compared): BillDifferenceType | undefined {
  if (!line.isDone) return 'state'
  if (line.amountFen !== oursFen) return 'amount'
  const expected = expectedFeeFen(line, line.feeRate)
  if (expected === undefined) return undefined
  // How a part of a fee is rounded when it comes back is the channel's to say.
  const tolerance = line.kind === 'refund' ? 1 : 0
  return Math.abs(line.feeFen - expected) > tolerance ? 'fee' : undefined
}

export function lineAt(table: LineTable, at: number, agreedRate: number | undefined): Compared {
  const named = table.feeRate(at)
  return {
    kind: table.isRefund(at) ? 'refund' : 'payment',
    amountFen: table.amountFen(at),
    feeFen: table.feeFen(at),
    isDone: table.isDone(at),
    feeRate: agreedRate ?? (named < 0 ? undefined : named),
  }
}

export type Joined = {
  /** Of the books, without a line; most have none to be looked for. */
  oursOnly: Ours[]
  /** Both have it and differ: the line by its place in the table. */
  differing: { ours: Ours; at: number; type: BillDifferenceType }[]
}

export type JoinOptions = {
  kind: Ours['kind']
  table: LineTable
  part: number
  agreedRate: number | undefined
  totals: Totals
  /** Lines that were booked by themselves before, by their place in the table. */
  booked: ReadonlySet<number>
}

/** Compares some more of the books with the table: the streaming half of a hash join. */
export function joinOurs(rows: readonly Omit<Ours, 'kind'>[], options: JoinOptions, into: Joined): void {
  const { kind, table, part, agreedRate, totals, booked } = options
  for (const row of rows) {
    countOurs(totals, kind, row.amountFen)
    const at = table.find(kind, row.number)
    if (at < 0 || table.part(at) !== part) {
      into.oursOnly.push({ ...row, kind })
      continue
    }
    table.markSeen(at)
    if (booked.has(at)) continue
    const line = lineAt(table, at, agreedRate)
    const type = differenceOf(row.amountFen, line)
    if (type === undefined) countMatched(totals, line)
    else into.differing.push({ ours: { ...row, kind }, at, type })
  }
}
