import { BillUnusable } from '../channels/bill.ts'
import type { BillLine } from '../channels/bill.ts'
import { beginDay, postponeDay, refuseDay } from '../flows/reconciliation/ask-day.ts'
import { bookDay } from '../flows/reconciliation/book-day.ts'
import { findSource } from '../flows/reconciliation/find-source.ts'
import type { BillPart, BillSource } from '../flows/reconciliation/find-source.ts'
import { differencesMax, joinDay } from '../flows/reconciliation/join-day.ts'
import type { JoinedPart } from '../flows/reconciliation/join-day.ts'
import { countTheirs, noTotals, openLineTable } from '../modules/reconciliation/index.ts'
import type { BillDay, LineTable, Totals } from '../modules/reconciliation/index.ts'
import { openBills } from './channels/bills.ts'
import type { BillsPort } from './channels/bills.ts'
import { downloadBill } from './download-bill.ts'
import type { StoredBill } from './download-bill.ts'
import type { Parts } from './parts.ts'

export type ReconcileDay = { merchantId: string; channelAccountId: string; day: string; askedBy: string }
export type Reconciled = 'booked' | 'overtaken' | 'later' | 'refused'

/**
 * A day of an account from its bill to the books. The bill is read as a stream twice: to put its numbers into a table
 * and prove the whole of it, and again for the few lines that something is wrong with. A crash in between leaves
 * nothing: the job begins anew, and what was booked then is a batch like any other.
 */
export async function reconcileDay(parts: Parts, asked: ReconcileDay): Promise<Reconciled> {
  const { day, askedBy } = asked
  const source = await findSource(parts.db, asked)
  const begun: BillDay[] = []
  for (const part of source.parts) begun.push(await beginDay(parts.db, { ...part, day }))

  const port = openBills(parts, source)
  const downloaded = await downloadBill(parts, port, day)
  if (downloaded.kind === 'later') {
    for (const part of source.parts) await postponeDay(parts.db, { ...part, ...downloaded, day, askedBy })
    return 'later'
  }
  const bill = downloaded.kind === 'stored' ? downloaded.bill : undefined
  const after = begun.map(({ batchId }) => batchId)
  try {
    return await reconcileBill(parts, { source, port, bill, day, after, askedBy })
  } catch (error) {
    if (!(error instanceof BillUnusable)) throw error
    const { code: reason, message: detail } = error
    parts.log.warn({ ...asked, reason, detail }, 'a bill is of no use')
    for (const part of source.parts) await refuseDay(parts.db, { ...part, day, reason, detail })
    return 'refused'
  }
}

type Comparing = {
  source: BillSource
  port: Pick<BillsPort, 'read'>
  /** Undefined: nothing was traded. */
  bill: StoredBill | undefined
  day: string
}
export type ReconcileBill = Comparing & {
  askedBy: string
  /** The batch in force of each part when this began. */
  after: readonly (string | null)[]
}

/** A bill that is there, compared and booked; throws where it cannot be believed. */
export async function reconcileBill(
  parts: Pick<Parts, 'db'>,
  { askedBy, after, ...comparing }: ReconcileBill,
): Promise<Reconciled> {
  const left = await compareBill(parts, comparing)
  return bookAll(parts, { ...comparing, left, after, askedBy })
}
type Repeated = { line: BillLine; part: number }
type ComparedBill = {
  table: LineTable
  totals: Totals[]
  joined: JoinedPart[]
  repeated: Repeated[]
  /** By their place in the file. */
  lines: Map<number, BillLine>
}

async function compareBill(
  parts: Pick<Parts, 'db'>,
  { source, port, bill, day }: Comparing,
): Promise<ComparedBill> {
  const { table, totals, repeated } = await readInto(source, port, bill)
  const joined: JoinedPart[] = []
  for (const [index, part] of source.parts.entries()) {
    const found = await joinDay(parts.db, { part, index, day, table, totals: totals[index]! })
    if (found.tooMany) throw new BillUnusable('bill.too_many_differences', part.code)
    joined.push(found)
  }
  const wanted = placesWanted(table, joined)
  if (wanted.size + repeated.length > differencesMax) throw new BillUnusable('bill.too_many_differences')
  const lines = new Map<number, BillLine>()
  const keep = (line: BillLine): void => void (wanted.has(line.place) && lines.set(line.place, line))
  if (bill && wanted.size > 0) await port.read(bill, { hash: bill.hash, onLine: keep })
  return { table, totals, joined, repeated, lines }
}

/** All lines in a table that holds no text; when this has answered, the bill is proven to be whole. */
async function readInto(source: BillSource, port: Pick<BillsPort, 'read'>, bill: StoredBill | undefined) {
  const table = openLineTable()
  const totals = source.parts.map(noTotals)
  const repeated: Repeated[] = []
  const partOf = partFinder(source)
  const onLine = (line: BillLine): void => {
    const part = partOf(line.tradeNumber)
    if (part === undefined) return
    totals[part]!.lines += 1
    if (line.isDone) countTheirs(totals[part]!, line)
    if (table.add(line, part)) return
    repeated.push({ line, part })
    if (repeated.length > differencesMax) throw new BillUnusable('bill.too_many_differences')
  }
  if (bill) await port.read(bill, { hash: bill.hash, onLine })
  return { table, totals, repeated }
}

const codeLength = 6

/** Our numbers begin with the code of the merchant whose they are. */
function partFinder({ parts, othersTo }: BillSource): (number: string) => number | undefined {
  const indexes = new Map(parts.map(({ code }, index) => [code, index]))
  return (number) => indexes.get(number.slice(0, codeLength)) ?? othersTo
}

function placesWanted(table: LineTable, joined: readonly JoinedPart[]): Set<number> {
  const wanted = new Set<number>()
  for (const { differing } of joined) for (const { at } of differing) wanted.add(table.place(at))
  for (let at = 0; at < table.size; at++) if (!table.isSeen(at)) wanted.add(table.place(at))
  return wanted
}

type Booking = {
  source: BillSource
  bill: StoredBill | undefined
  left: ComparedBill
  after: readonly (string | null)[]
  askedBy: string
  day: string
}

/** Each merchant's share in its own books; what is booked of it stays when another's has to be tried again. */
async function bookAll(
  parts: Pick<Parts, 'db'>,
  { source, bill, left, after, askedBy, day }: Booking,
): Promise<Reconciled> {
  const file = bill && { name: bill.name, bytes: bill.bytes, hash: bill.hash }
  const theirsOnly = theirsOnlyOf(left)
  let outcome: Reconciled = 'booked'
  for (const [index, part] of source.parts.entries()) {
    const leftovers = leftoversOf(left, part, { index, day, theirsOnly: theirsOnly.get(index) ?? [] })
    const totals = left.totals[index]!
    outcome = await bookDay(parts.db, { left: leftovers, totals, file, askedBy, after: after[index] ?? null })
  }
  return outcome
}

function theirsOnlyOf({ table, lines }: ComparedBill): Map<number, BillLine[]> {
  const found = new Map<number, BillLine[]>()
  for (let at = 0; at < table.size; at++) {
    if (table.isSeen(at)) continue
    const own = found.get(table.part(at)) ?? []
    own.push(lines.get(table.place(at))!)
    found.set(table.part(at), own)
  }
  return found
}

function leftoversOf(
  { table, joined, repeated, lines }: ComparedBill,
  part: BillPart,
  { index, day, theirsOnly }: { index: number; day: string; theirsOnly: BillLine[] },
) {
  const { agreedRate, oursOnly, differing } = joined[index]!
  return {
    part,
    day,
    agreedRate,
    oursOnly,
    theirsOnly,
    differing: differing.map(({ at, type }) => ({ type, line: lines.get(table.place(at))! })),
    repeated: repeated.filter((one) => one.part === index).map(({ line }) => line),
  }
}
