import { businessDay } from '../../../kernel/clock.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { BillLine } from '../../../channels/bill.ts'
import { findAttempts } from '../../../modules/payment/index.ts'
import { countMatched, differencesAbout, findDay } from '../../../modules/reconciliation/index.ts'
import type { BillDifference, Ours, Totals } from '../../../modules/reconciliation/index.ts'
import { findRefundsByNumber } from '../../../modules/refund/index.ts'
import type { BillPart } from './source.ts'
import { explain, knownOf, lookUp } from './explain.ts'
import type { Names } from './explain.ts'
import { foundOf, missingOf } from './found.ts'
import type { Found } from './found.ts'

/** What the join left: everything else of the day agrees. */
export type Leftovers = {
  part: BillPart
  day: string
  agreedRate: number | undefined
  differing: { line: BillLine; type: Found['type'] }[]
  oursOnly: Ours[]
  theirsOnly: BillLine[]
  /** Lines whose kind and number an earlier line of the file has. */
  repeated: BillLine[]
}

export type Compared = { found: Found[]; ends: BillDifference[] }

/** Says of each leftover what is wrong with it; what turns out to agree is counted. */
export async function compare(tx: Tx, left: Leftovers, totals: Totals): Promise<Compared> {
  const { part, day, agreedRate } = left
  const { channelAccountId } = part
  const lines = [...left.differing.map(({ line }) => line), ...left.theirsOnly, ...left.repeated]
  const names = await lookUp(tx, lines)
  const missing = await recordsOf(tx, left.oursOnly)
  const others = await differencesAbout(tx, channelAccountId, idsOf(names, left.oursOnly))
  const reconciled = await reconciledDays(tx, channelAccountId, names)

  const found: Found[] = []
  const ends: BillDifference[] = []
  for (const { line, type } of left.differing) {
    const feeRate = agreedRate ?? line.feeRate
    found.push(foundOf(line, knownOf(names, line), { type, feeRate }))
  }
  const accounted = accountedFor(others)
  for (const ours of left.oursOnly) {
    if (!accounted.has(ours.id)) found.push(missingOf(ours, day, missing(ours)))
  }
  const context = { day, agreedRate, others, ...part, isReconciled: (one: string) => reconciled.has(one) }
  for (const line of left.theirsOnly) {
    const explained = explain(line, knownOf(names, line), context)
    if (explained.found) found.push(explained.found)
    if (explained.isMatched) countMatched(totals, line)
    if (explained.ends) ends.push(explained.ends)
  }
  found.push(...repeatedOf(left.repeated, names))
  return { found, ends }
}

function repeatedOf(lines: readonly BillLine[], names: Names): Found[] {
  const counts = new Map<string, number>()
  return lines.map((line) => {
    const key = `${line.kind} ${line.number}`
    const occurrence = (counts.get(key) ?? 1) + 1
    counts.set(key, occurrence)
    return foundOf(line, knownOf(names, line), { type: 'duplicate', occurrence })
  })
}

/** Booked on another day, by itself or as a line that came late, or on this one in its own right. */
function accountedFor(others: readonly BillDifference[]): Set<string> {
  const booked = others.filter((row) => row.booked || (row.type === 'late' && row.state === 'resolved'))
  return new Set(booked.map((row) => (row.item === 'refund' ? row.refundId! : row.attemptId!)))
}

function idsOf({ attempts, refunds }: Names, oursOnly: readonly Ours[]) {
  const own = (kind: Ours['kind']) => oursOnly.filter((one) => one.kind === kind).map(({ id }) => id)
  return {
    attemptIds: [...[...attempts.values()].map(({ id }) => id), ...own('payment')],
    refundIds: [...[...refunds.values()].map(({ id }) => id), ...own('refund')],
  }
}

async function recordsOf(tx: Tx, oursOnly: readonly Ours[]) {
  const refunds = await findRefundsByNumber(
    tx,
    oursOnly.filter(({ kind }) => kind === 'refund').map(({ number }) => number),
  )
  const attempts = await findAttempts(
    tx,
    oursOnly.map((one) => (one.kind === 'payment' ? one.id : refunds.get(one.number)!.attemptId!)),
  )
  return (ours: Ours) => {
    const refund = ours.kind === 'refund' ? refunds.get(ours.number) : undefined
    return { attempt: attempts.get(refund ? refund.attemptId! : ours.id), refund }
  }
}

/** Of the days on which the books have these, those that were compared before. */
async function reconciledDays(tx: Tx, channelAccountId: string, { attempts, refunds }: Names) {
  const days = new Set<string>()
  for (const { succeededAt } of [...attempts.values(), ...refunds.values()])
    if (succeededAt) days.add(businessDay(succeededAt))
  const reconciled = new Set<string>()
  for (const day of days) if ((await findDay(tx, { channelAccountId, day }))?.batchId) reconciled.add(day)
  return reconciled
}
