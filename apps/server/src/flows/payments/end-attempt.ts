import { batched } from '../../kernel/batch.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Verdict } from '../../kernel/refusals.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { enqueuePoll } from '../../jobs/payment-jobs.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import { findOrder, lockOrder, lockOrders } from '../../modules/order/index.ts'
import type { SaleOrder } from '../../modules/order/index.ts'
import {
  credentialExpiry,
  findAttempt,
  findAttempts,
  isBarcode,
  isOpen,
  lockAttempt,
  lockAttempts,
  markAttempt,
  nextBarcodePoll,
  nextPoll,
  openAttemptsOf,
  saveCredentials,
  savePoll,
} from '../../modules/payment/index.ts'
import type { Attempt, Given } from '../../modules/payment/index.ts'

type Of = { merchantId: string; attemptId: string }

/** What the channel gave to pay with is kept, sealed, for as long as it is good. */
export const keepCredential = batched(keepCredentials, { itemsMax: 64 })

type Keeping = Of & { credential: unknown }

/** Orders before attempts, as the lock order says. */
async function keepCredentials(
  tx: Tx,
  requests: readonly Keeping[],
  { vault }: { db: Db; vault: Vault },
): Promise<Verdict<Attempt>[]> {
  const ids = [...new Set(requests.map(({ attemptId }) => attemptId))]
  const found = await findAttempts(tx, ids)
  await lockOrders(tx, [...new Set([...found.values()].map(({ orderId }) => orderId))])
  const attempts = await lockAttempts(tx, ids)
  const given = new Map<string, Given>()
  for (const { attemptId, credential } of requests) {
    const attempt = attempts.get(attemptId)!
    if (!isOpen(attempt)) continue
    const sealed = vault.seal(JSON.stringify(credential), credentialContext(attemptId))
    given.set(attemptId, { attempt, sealed, until: credentialExpiry(attempt, tx.now) })
  }
  const kept = await saveCredentials(tx, [...given.values()])
  return requests.map(({ attemptId }) => ({ answer: kept.get(attemptId) ?? attempts.get(attemptId)! }))
}

export const credentialContext = (attemptId: string): string => `attempt:${attemptId}`

/** The channel declined for good, so nothing can be paid by this attempt. */
export async function failAttempt(db: Db, { note, ...of }: Of & { note: string }): Promise<Attempt> {
  return withAttempt(db, of, async (tx, attempt) => {
    await savePoll(tx, attempt, note)
    return isOpen(attempt) ? markAttempt(tx, attempt, 'failed', { note }) : attempt
  })
}

/** Nobody can pay by this attempt any more: the channel has said so, or never knew it and its time is over. */
export async function closeAttempt(db: Db, { note, ...of }: Of & { note: string }): Promise<Attempt> {
  return withAttempt(db, of, async (tx, attempt) =>
    isOpen(attempt) ? markAttempt(tx, attempt, 'closed', { note }) : attempt,
  )
}

/** The channel was asked and nothing is decided. By the job, it is asked again later; a person just looked. */
export async function recordPoll(
  db: Db,
  { error, byJob, ...of }: Of & { error: string | null; byJob: boolean },
): Promise<Attempt> {
  return withAttempt(db, of, async (tx, attempt) => {
    if (!isOpen(attempt)) return attempt
    await savePoll(tx, attempt, error, byJob)
    // An answer that never came may still have made the trade: somebody may be paying.
    if (attempt.state === 'created') await markAttempt(tx, attempt, 'paying', { note: error ?? '' })
    if (byJob) await enqueuePoll(tx, { ...of, runAt: pollAfter(attempt, tx.now) })
    return attempt
  })
}

const graceMilliseconds = 10_000

/** By the backoff, but never long after the time to pay is over. */
function pollAfter(attempt: Attempt, now: Date): Date {
  const polls = attempt.polls + 1
  const next = isBarcode(attempt) ? nextBarcodePoll(polls, now) : nextPoll(polls, now)
  const over = new Date(attempt.expiresAt.getTime() + graceMilliseconds)
  return over > now && over < next ? over : next
}

export type FoundAttempt = { attempt: Attempt; account: ChannelAccount; orderState: SaleOrder['state'] }

export async function findAttemptAndAccount(
  db: Db,
  { merchantId, attemptId }: Of,
): Promise<FoundAttempt | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    const attempt = await findAttempt(tx, attemptId)
    if (!attempt) return undefined
    const order = await findOrder(tx, attempt.orderId)
    const account = await getChannelAccount(tx, attempt.channelAccountId)
    return { attempt, account, orderState: order!.state }
  })
}

export async function listOpenAttempts(
  db: Db,
  { merchantId, orderId }: { merchantId: string; orderId: string },
): Promise<Attempt[]> {
  return inMerchant(db, merchantId, (tx) => openAttemptsOf(tx, orderId))
}

/** Order before attempt, as the lock order says. */
async function withAttempt(
  db: Db,
  { merchantId, attemptId }: Of,
  work: (tx: Tx, attempt: Attempt) => Promise<Attempt>,
): Promise<Attempt> {
  return inMerchant(db, merchantId, async (tx) => {
    const found = await findAttempt(tx, attemptId)
    await lockOrder(tx, found!.orderId)
    return work(tx, await lockAttempt(tx, attemptId))
  })
}
