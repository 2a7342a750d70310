import { audit } from '../../kernel/audit.ts'
import { businessDay, startOfBusinessDay } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { billDayTooEarly, billDayWrong, lockDay, markDay } from '../../modules/reconciliation/index.ts'
import type { BillDay } from '../../modules/reconciliation/index.ts'
import { checkAccount } from './parts/check-account.ts'

type Of = { merchantId: string; channelAccountId: string; day: string }
export type AskDay = Of & { key: string; actor: Actor }

const daysBackMax = 90
const dayMilliseconds = 86_400_000

/** By hand, for any day whose bill the channels still have: a job does it, and a batch that was there before stays. */
export async function askDay(db: Db, input: AskDay): Promise<void> {
  const { merchantId, channelAccountId, day, actor } = input
  await inMerchant(db, merchantId, (tx) =>
    once(tx, 'ask-bill-day', input, async () => {
      checkDay(day, tx.now)
      await checkAccount(tx, channelAccountId)
      const known = await lockDay(tx, { channelAccountId, day })
      await markDay(tx, known, stays(known, 'waiting'), { reason: 'bill.asked', tries: 0 })
      await enqueueDay(tx, { merchantId, channelAccountId, day }, { askedBy: actor.id })
      const subjectId = `${channelAccountId} ${day}`
      await audit(tx, { actor, action: 'bill.asked', subjectKind: 'bill_day', subjectId })
      return {}
    }),
  )
}

function checkDay(day: string, now: Date): void {
  const start = startOfBusinessDay(day)
  if (Number.isNaN(start.getTime()) || businessDay(start) !== day) throw billDayWrong({ day })
  if (day >= businessDay(now)) throw billDayTooEarly({ day })
  if (now.getTime() - start.getTime() > (daysBackMax + 1) * dayMilliseconds) throw billDayWrong({ day })
}

async function enqueueDay(
  tx: Tx,
  of: Of,
  { askedBy, runAt }: { askedBy: string; runAt?: Date },
): Promise<void> {
  const key = `bill.reconcile:${of.channelAccountId}:${of.merchantId}:${of.day}`
  await enqueue(tx, 'bill.reconcile', { ...of, askedBy }, { key, ...(runAt && { runAt }) })
}

/** What is booked stays booked while a newer bill is waited for, or is of no use. */
const stays = (day: BillDay, otherwise: 'waiting' | 'refused'): BillDay['state'] =>
  day.batchId === null ? otherwise : day.state

/** Before the channel is asked: what there was of the day when this run began, by which it sees a twin. */
export async function beginDay(db: Db, { merchantId, ...of }: Of): Promise<BillDay> {
  return inMerchant(db, merchantId, async (tx) => {
    const day = await lockDay(tx, of)
    await markDay(tx, day, stays(day, 'waiting'), { reason: 'bill.fetching', tries: day.tries + 1 })
    return day
  })
}

const againAfterMinutes = [10, 20, 30, 60]
const triesMax = 24

/** The channel has no bill yet, or says nothing: asked again later, until the next morning. */
export async function postponeDay(
  db: Db,
  { reason, detail, askedBy, ...of }: Of & { reason: string; detail?: string; askedBy: string },
): Promise<void> {
  await inMerchant(db, of.merchantId, async (tx) => {
    const day = await lockDay(tx, of)
    await markDay(tx, day, stays(day, 'waiting'), { reason, detail })
    if (day.tries >= triesMax) return
    const minutes = againAfterMinutes[day.tries - 1] ?? againAfterMinutes.at(-1)!
    await enqueueDay(tx, of, { askedBy, runAt: new Date(tx.now.getTime() + minutes * 60_000) })
  })
}

/** The bill cannot be believed: nothing of it is booked, and a person has to look. */
export async function refuseDay(
  db: Db,
  { reason, detail, ...of }: Of & { reason: string; detail: string },
): Promise<void> {
  await inMerchant(db, of.merchantId, async (tx) => {
    const day = await lockDay(tx, of)
    await markDay(tx, day, stays(day, 'refused'), { reason, detail })
    const actor = { kind: 'system', id: 'reconciliation' } as const
    const subjectId = `${of.channelAccountId} ${of.day}`
    await audit(tx, {
      actor,
      action: 'bill.refused',
      subjectKind: 'bill_day',
      subjectId,
      after: { reason, detail },
    })
  })
}
