import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { enqueueShare } from '../../jobs/sharing-jobs.ts'
import { postAll } from '../../ledger/index.ts'
import type { Transfer } from '../../ledger/index.ts'
import { lockOrder } from '../../modules/order/index.ts'
import { findAttempt } from '../../modules/payment/index.ts'
import {
  findShare,
  linesOfShare,
  lockShare,
  markLine,
  markShare,
  nextSharePoll,
  releasedShare,
  saveSharePoll,
  sharedOut,
  shareNotAbnormal,
  shareNotFound,
} from '../../modules/profit-sharing/index.ts'
import type { Share } from '../../modules/profit-sharing/index.ts'

type Of = { merchantId: string; shareId: string }

/** What the channel says of a share: each receiver by itself. */
export type ShareAnswer = {
  isFinished: boolean
  lines: readonly {
    account: string
    amountFen: bigint
    result: 'PENDING' | 'SUCCESS' | 'CLOSED'
    failReason?: string
  }[]
}

/** Only what a receiver has, or can't get, is booked; FINISHED alone says nothing of them. */
export async function recordShare(db: Db, { answer, ...of }: Of & { answer: ShareAnswer }): Promise<void> {
  await withShare(db, of, async (tx, share) => {
    if (share.state === 'unfreezing') {
      if (answer.isFinished) await markShare(tx, share, 'unfrozen')
      else await later(tx, share, null)
      return
    }
    const transfers: Transfer[] = []
    let open = 0
    for (const line of await linesOfShare(tx, share.id)) {
      if (line.state !== 'pending') continue
      const told = answer.lines.find(({ account }) => account === line.account)
      if (!told || told.result === 'PENDING') open += 1
      else if (told.amountFen !== line.amountFen) return markStuck(tx, share, '渠道的分账金额不符')
      else if (told.result === 'SUCCESS') {
        await markLine(tx, line, 'succeeded')
        transfers.push(...sharedOut(share, line))
      } else {
        await markLine(tx, line, 'closed', told.failReason ?? null)
        transfers.push(...releasedShare(share, line))
      }
    }
    await postAll(tx, transfers)
    if (open > 0) await later(tx, share, null)
    else await markShare(tx, share, 'finished')
  })
}

async function markStuck(tx: Tx, share: Share, problem: string): Promise<void> {
  await saveSharePoll(tx, share, problem)
  await markShare(tx, share, 'abnormal', { problem })
}

/** The channel said nothing sure: the same number is asked about, or sent again, later. */
export async function postponeShare(db: Db, { problem, ...of }: Of & { problem: string }): Promise<void> {
  await withShare(db, of, (tx, share) => later(tx, share, problem))
}

async function later(tx: Tx, share: Share, problem: string | null): Promise<void> {
  await saveSharePoll(tx, share, problem)
  const runAt = nextSharePoll(share.polls, tx.now)
  await enqueueShare(tx, { merchantId: tx.merchantId, shareId: share.id, runAt })
}

/** The channel declined and knows nothing of it: a person has to look. The money stays reserved. */
export async function blockShare(db: Db, { problem, ...of }: Of & { problem: string }): Promise<void> {
  await withShare(db, of, (tx, share) => markStuck(tx, share, problem))
}

async function withShare(
  db: Db,
  { merchantId, shareId }: Of,
  work: (tx: Tx, share: Share) => Promise<void>,
): Promise<void> {
  await inMerchant(db, merchantId, async (tx) => {
    const share = await lockWithOrder(tx, shareId)
    if (share.state === 'sharing' || share.state === 'unfreezing') await work(tx, share)
  })
}

/** Order before share, as the lock order says. */
async function lockWithOrder(tx: Tx, shareId: string): Promise<Share> {
  const found = await findShare(tx, shareId)
  const attempt = found && (await findAttempt(tx, found.attemptId))
  if (!attempt) throw shareNotFound({ shareId })
  await lockOrder(tx, attempt.orderId)
  return lockShare(tx, shareId)
}

export type ResolveShare = Of & { key: string; actor: Actor; how: 'again' | 'give-up' }

/** A person decides about one that got stuck: the same number once more, or nothing is shared after all. */
export async function resolveShare(db: Db, input: ResolveShare): Promise<{ shareId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'resolve-share', input, async () => {
      const { merchantId, shareId, actor, how } = input
      const share = await lockWithOrder(tx, shareId)
      if (share.state !== 'abnormal') throw shareNotAbnormal({ shareId, state: share.state })
      if (how === 'give-up') {
        const open = (await linesOfShare(tx, shareId)).filter(({ state }) => state === 'pending')
        for (const line of open) await markLine(tx, line, 'closed', '已放弃')
        await postAll(
          tx,
          open.flatMap((line) => releasedShare(share, line)),
        )
      }
      await markShare(tx, share, how === 'again' ? 'sharing' : 'unfreezing')
      await enqueueShare(tx, { merchantId, shareId })
      const subject = { subjectKind: 'share', subjectId: shareId }
      await audit(tx, {
        actor,
        action: 'sharing.resolved',
        ...subject,
        before: { problem: share.problem },
        after: { how },
      })
      return { shareId }
    }),
  )
}
