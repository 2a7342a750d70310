import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { postAll } from '../../ledger/index.ts'
import {
  differencesOf,
  endCarrying,
  findBatch,
  foundInDay,
  insertBatch,
  insertDifferences,
  lockDay,
  markDay,
  mergeDifferences,
  noteDifferences,
  settledTransfers,
  updateDifference,
} from '../../modules/reconciliation/index.ts'
import type { BillDifference, Sums, Totals } from '../../modules/reconciliation/index.ts'
import { compare } from './parts/compare.ts'
import type { Compared, Leftovers } from './parts/compare.ts'
import { refreshDay } from './parts/refresh-day.ts'

export type BookDay = {
  left: Leftovers
  totals: Totals
  file: { name: string; bytes: number; hash: string | undefined } | undefined
  askedBy: string
  /** The batch that was in force when this run began; another by now is a twin's, and stands. */
  after: string | null
}

/** One batch: what agrees is booked, what does not is written down, and the batch before it no longer counts. */
export async function bookDay(db: Db, input: BookDay): Promise<'booked' | 'overtaken'> {
  const { left, file, askedBy } = input
  const { part, day } = left
  const { channelAccountId, custody, merchantId } = part
  return inMerchant(db, merchantId, async (tx) => {
    const of = { channelAccountId, day }
    const locked = await lockDay(tx, of)
    if (locked.batchId !== input.after) return 'overtaken'

    const totals = structuredClone(input.totals)
    const compared = await compare(tx, left, totals)
    const before = locked.batchId === null ? undefined : await findBatch(tx, locked.batchId)
    const id = tx.newId()
    const number = (before?.number ?? 0) + 1
    await insertBatch(tx, { ...of, id, number, supersedes: locked.batchId, file, totals, custody, askedBy })
    const touched = await writeDifferences(tx, { left, compared, batchId: id })
    await markDay(tx, locked, 'matched', { batchId: id, tries: 0 })
    touched.push(...(await endCarrying(tx, channelAccountId, day)))
    for (const one of [...new Set([...touched, day])].toSorted())
      await refreshDay(tx, { channelAccountId, day: one })

    const subject = { subjectKind: 'bill_batch', subjectId: id }
    await audit(tx, { actor, action: 'bill.booked', ...subject, after: { ...of, number, ...totals.matched } })
    if (compared.found.some(({ suggestion }) => byItself.has(suggestion)))
      await enqueue(
        tx,
        'bill.resolve',
        { merchantId, ...of },
        { key: `bill.resolve:${channelAccountId}:${day}` },
      )
    const booking = { key: `bill:${id}`, custody, channelAccountId, ...subject }
    const transfers = settledTransfers(booking, moreThan(sumsOf(totals), before))
    if (transfers.length > 0) await postAll(tx, transfers)
    return 'booked'
  })
}

const actor = { kind: 'system', id: 'reconciliation' } as const
const byItself = new Set<string>(['settle', 'record-refund'])

const sumsOf = ({ matched }: Totals): Sums => ({
  paymentsFen: BigInt(matched.paymentsFen),
  refundsFen: BigInt(matched.refundsFen),
  feeFen: BigInt(matched.feeFen),
})

/** The books hold what the batch before has booked, so only the rest moves. */
function moreThan(now: Sums, before: Sums | undefined): Sums {
  if (!before) return now
  return {
    paymentsFen: now.paymentsFen - before.paymentsFen,
    refundsFen: now.refundsFen - before.refundsFen,
    feeFen: now.feeFen - before.feeFen,
  }
}

type Writing = { left: Leftovers; compared: Compared; batchId: string }

/** Answers the other days that something was changed of. */
async function writeDifferences(tx: Tx, { left, compared, batchId }: Writing): Promise<string[]> {
  const { part, day } = left
  const { channelAccountId, custody } = part
  const merged = mergeDifferences(await differencesOf(tx, { channelAccountId, day }), compared.found)
  const fresh = merged.fresh.map((one) => ({
    ...one,
    id: tx.newId(),
    channelAccountId,
    day,
    batchId,
    foundDay: null,
    action: null,
    note: '',
    booked: false,
    bookings: 0,
    custody,
  }))
  await insertDifferences(tx, fresh)
  const changes = [
    ...merged.changed.map(({ before, now }) => ({ before, now: { ...now, batchId } })),
    ...(await changesElsewhere(tx, { left, compared, batchId })),
  ]
  for (const { now } of changes) await updateDifference(tx, now)
  await noteDifferences(
    tx,
    changes
      .filter(({ before, now }) => before.state !== now.state)
      .map(({ before, now }) => ({ id: now.id, from: before.state, to: now.state })),
  )
  return changes.map(({ now }) => now.day)
}

/** What other days missed: found in this bill now, or no longer in it. */
async function changesElsewhere(tx: Tx, { left, compared }: Writing) {
  const { day, part } = left
  const found = compared.ends.map((before) => ({
    before,
    now: { ...before, state: 'resolved' as const, foundDay: day },
  }))
  const late = new Set(compared.found.map(({ item, number }) => `${item} ${number}`))
  const lost = (await foundInDay(tx, { channelAccountId: part.channelAccountId, day })).filter(
    ({ item, number }) => !late.has(`${item} ${number}`),
  )
  const reopened = lost.map((before): { before: BillDifference; now: BillDifference } => ({
    before,
    now: { ...before, state: 'open', suggestion: 'accept', foundDay: null },
  }))
  return [...found, ...reopened]
}
