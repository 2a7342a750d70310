import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import { enqueueShare } from '../../jobs/sharing-jobs.ts'
import { post } from '../../ledger/index.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import { lockOrder } from '../../modules/order/index.ts'
import { findAttempt } from '../../modules/payment/index.ts'
import type { Attempt } from '../../modules/payment/index.ts'
import {
  divide,
  findShare,
  insertLine,
  isGivenUp,
  linesOfShare,
  lockShare,
  markShare,
  receiversInForce,
  reservedShare,
  saveSharePoll,
  shareableSince,
} from '../../modules/profit-sharing/index.ts'
import type { Share, ShareLine } from '../../modules/profit-sharing/index.ts'
import { isOver, refundsOf } from '../../modules/refund/index.ts'

type Of = { merchantId: string; shareId: string }
export type BegunShare = {
  share: Share
  lines: ShareLine[]
  attempt: Attempt
  account: ChannelAccount
  /** The channel may have heard of it before. */
  wasSent: boolean
}

const dayMilliseconds = 24 * 3_600_000

/** Before the channel is called: who gets how much, reserved. Undefined when there is nothing to do now. */
export async function beginShare(db: Db, { merchantId, shareId }: Of): Promise<BegunShare | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    const found = await findShare(tx, shareId)
    const attempt = found && (await findAttempt(tx, found.attemptId))
    if (!attempt || attempt.state !== 'succeeded') return undefined
    await lockOrder(tx, attempt.orderId)
    const locked = await lockShare(tx, shareId)
    const share = locked.state === 'planned' ? await decide(tx, locked, attempt) : locked
    if (share?.state !== 'sharing' && share?.state !== 'unfreezing') return undefined
    const account = await getChannelAccount(tx, share.channelAccountId)
    const lines = await linesOfShare(tx, shareId)
    return { share, lines, attempt, account, wasSent: locked.state !== 'planned' }
  })
}

/** Shared, unfrozen for want of anything to share, or void since all of it went back to the customer. */
async function decide(tx: Tx, share: Share, attempt: Attempt): Promise<Share | undefined> {
  const paidAt = attempt.succeededAt!
  if (paidAt > shareableSince(tx.now)) return undefined
  const netFen = await netOf(tx, attempt)
  if (netFen === 0n) return markShare(tx, share, 'void', { note: '已全部退款' })

  const parts = divide(netFen, await receiversInForce(tx, share.channelAccountId))
  if (parts.length === 0) return markShare(tx, share, 'unfreezing', { note: '没有要分的' })
  if (isGivenUp(paidAt, tx.now)) return markShare(tx, share, 'unfreezing', { note: '一直没有可分的资金' })

  const lines = parts.map(({ receiver, amountFen }) => ({
    id: tx.newId(),
    shareId: share.id,
    receiverId: receiver.id,
    account: receiver.account,
    amountFen,
    state: 'pending' as const,
  }))
  // All or none: linked, so that a refusal leaves nothing posted.
  const reserve = reservedShare(share, lines).map((one, index, all) => ({
    ...one,
    linked: index < all.length - 1,
  }))
  const posted = await post(tx, reserve)
  if (posted.some(({ outcome }) => outcome !== 'posted')) {
    await saveSharePoll(tx, share, '商户可用资金不足（预付款核销后才能分），明天再试')
    const runAt = new Date(tx.now.getTime() + dayMilliseconds)
    await enqueueShare(tx, { merchantId: tx.merchantId, shareId: share.id, runAt })
    return undefined
  }
  for (const line of lines) await insertLine(tx, line)
  return markShare(tx, share, 'sharing')
}

/** What the attempt took, less all that goes back of it. */
async function netOf(tx: Tx, attempt: Attempt): Promise<Fen> {
  const standing = (await refundsOf(tx, attempt.orderId)).filter(
    (refund) => refund.attemptId === attempt.id && !isOver(refund),
  )
  return fen(attempt.amountFen - standing.reduce((sum, { amountFen }) => sum + amountFen, 0n))
}
