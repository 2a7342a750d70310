import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { postAll } from '../../ledger/index.ts'
import { findAttempts } from '../../modules/payment/index.ts'
import {
  billHandledElsewhere,
  billStillDiffers,
  differencesAbout,
  findDifference,
  lockDay,
  lockDifference,
  markHandled,
  noteDifferences,
  settledTransfers,
  updateDifference,
} from '../../modules/reconciliation/index.ts'
import type { BillDifference } from '../../modules/reconciliation/index.ts'
import { findRefund } from '../../modules/refund/index.ts'
import { refreshDay } from './parts/refresh-day.ts'

export type BookResolved = {
  merchantId: string
  differenceId: string
  actor: Actor
  action: 'settle' | 'record-refund'
  note: string
  /** The refund that a line turned out to be. */
  refundId?: string | undefined
}

/** The books have caught up with the line of the bill: it is booked as its day would have, and nobody has to look. */
export async function bookResolved(db: Db, input: BookResolved): Promise<BillDifference['state']> {
  return inMerchant(db, input.merchantId, async (tx) => {
    const found = await findDifference(tx, input.differenceId)
    await lockDay(tx, found)
    const row = await lockDifference(tx, found.id)
    if (row.state !== 'open') return row.state
    await checkAgrees(tx, row, input.refundId ?? row.refundId)
    if (row.type === 'late') await endMissed(tx, row)

    const { action, note, actor, refundId = row.refundId } = input
    const bookings = row.bookings + 1
    const amount = row.theirsFen!
    await postTransfers(tx, row, bookings, amount)
    const handledBy = actor.kind === 'system' ? null : actor.id
    const handling = { state: 'resolved' as const, action, note, handledBy, booked: true, bookings, refundId }
    await markHandled(tx, row, handling)
    await noteDifferences(tx, [
      { id: row.id, from: row.state, to: 'resolved', action, note, actor: actor.id },
    ])
    const subject = { subjectKind: 'bill_difference', subjectId: row.id }
    await audit(tx, { actor, action: 'bill.resolved', ...subject, after: { action, note } })
    await refreshDay(tx, row)
    return 'resolved'
  })
}

/** What the books say now has to be what the line says. */
async function checkAgrees(tx: Tx, row: BillDifference, refundId: string | null): Promise<void> {
  const record =
    row.item === 'refund'
      ? refundId && (await findRefund(tx, refundId))
      : row.attemptId && (await findAttempts(tx, [row.attemptId])).get(row.attemptId)
  const agrees = record && record.state === 'succeeded' && record.amountFen === row.theirsFen
  if (!agrees) throw billStillDiffers({ differenceId: row.id })
}

/** The day that missed it, unless somebody has dealt with that in another way since. */
async function endMissed(tx: Tx, row: BillDifference): Promise<void> {
  const about = await differencesAbout(tx, row.channelAccountId, {
    attemptIds: row.attemptId ? [row.attemptId] : [],
    refundIds: row.refundId ? [row.refundId] : [],
  })
  for (const missed of about.filter(({ type, item }) => type === 'theirs-missing' && item === row.item)) {
    if (missed.state === 'handled') throw billHandledElsewhere({ differenceId: missed.id })
    if (missed.state !== 'carried' && missed.state !== 'open') continue
    await updateDifference(tx, { ...missed, state: 'resolved', foundDay: row.day })
    await noteDifferences(tx, [{ id: missed.id, from: missed.state, to: 'resolved' }])
    await refreshDay(tx, missed)
  }
}

async function postTransfers(tx: Tx, row: BillDifference, bookings: number, amount: bigint): Promise<void> {
  const { id, custody, channelAccountId, item } = row
  const transfers = settledTransfers(
    {
      key: `bill-difference:${id}:${bookings}`,
      custody,
      channelAccountId,
      subjectKind: 'bill_difference',
      subjectId: id,
    },
    {
      paymentsFen: item === 'payment' ? amount : 0n,
      refundsFen: item === 'payment' ? 0n : amount,
      feeFen: row.feeFen ?? 0n,
    },
  )
  if (transfers.length > 0) await postAll(tx, transfers)
}
