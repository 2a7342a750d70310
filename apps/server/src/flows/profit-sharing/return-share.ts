import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { compactId } from '../../kernel/ids.ts'
import { postAll } from '../../ledger/index.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import { lockOrder } from '../../modules/order/index.ts'
import { findAttempt } from '../../modules/payment/index.ts'
import type { Attempt } from '../../modules/payment/index.ts'
import {
  dueBack,
  findShareOfAttempt,
  insertReturn,
  linesOfShare,
  lockShare,
  markReturn,
  returnedShare,
  returnsOfLines,
} from '../../modules/profit-sharing/index.ts'
import type { Share, ShareLine, ShareReturn } from '../../modules/profit-sharing/index.ts'
import { findRefund, isOver, refundsOf } from '../../modules/refund/index.ts'
import type { Refund } from '../../modules/refund/index.ts'

type Of = { merchantId: string; refundId: string }
export type DueReturn = { back: ShareReturn; line: ShareLine }
export type BegunReturns =
  /** Nothing of this payment is with a receiver that this refund needs. */
  | { kind: 'clear' }
  /** It is being shared this very moment. */
  | { kind: 'wait' }
  | { kind: 'due'; share: Share; account: ChannelAccount; returns: DueReturn[] }

/** What receivers owe before a refund is made, each with its own number, written before the channel is asked. */
export async function beginReturns(db: Db, { merchantId, refundId }: Of): Promise<BegunReturns> {
  return inMerchant(db, merchantId, async (tx) => {
    const refund = await findRefund(tx, refundId)
    const found = refund?.attemptId ? await findShareOfAttempt(tx, refund.attemptId) : undefined
    if (!refund || !found) return { kind: 'clear' }
    await lockOrder(tx, refund.orderId)
    const share = await lockShare(tx, found.id)
    if (share.state === 'sharing' || share.state === 'unfreezing') return { kind: 'wait' }
    if (share.state !== 'finished') return { kind: 'clear' }

    const attempt = (await findAttempt(tx, share.attemptId))!
    const returns = await openReturns(tx, { share, attempt, refund })
    if (returns.length === 0) return { kind: 'clear' }
    return { kind: 'due', share, account: await getChannelAccount(tx, share.channelAccountId), returns }
  })
}

type Asked = { share: Share; attempt: Attempt; refund: Refund }

async function openReturns(tx: Tx, { share, attempt, refund }: Asked): Promise<DueReturn[]> {
  const lines = (await linesOfShare(tx, share.id)).filter(({ state }) => state === 'succeeded')
  const all = await returnsOfLines(
    tx,
    lines.map(({ id }) => id),
  )
  const refundsFen = await goingBack(tx, attempt, refund)
  const merchant = await findMerchant(tx, tx.merchantId)
  const due: DueReturn[] = []
  for (const line of lines) {
    const returns = all.filter(({ lineId }) => lineId === line.id)
    const open = returns.find(({ refundId, state }) => refundId === refund.id && state === 'processing')
    if (open) {
      due.push({ back: open, line })
      continue
    }
    const amountFen = dueBack({ line, returns, paidFen: attempt.amountFen, refundsFen })
    if (amountFen === 0n) continue
    const id = tx.newId()
    const number = { outReturnNo: merchant!.code + compactId(id), amountFen }
    due.push({ back: await insertReturn(tx, { id, lineId: line.id, refundId: refund.id, ...number }), line })
  }
  return due
}

/** Refunds of this payment that were asked for no later than this one: each has its own part returned. */
async function goingBack(tx: Tx, attempt: Attempt, refund: Refund): Promise<bigint> {
  const standing = (await refundsOf(tx, attempt.orderId)).filter(
    (one) => one.attemptId === attempt.id && (one.id === refund.id || !isOver(one)) && one.id <= refund.id,
  )
  return standing.reduce((sum, { amountFen }) => sum + amountFen, 0n)
}

export type RecordReturn = {
  merchantId: string
  share: Share
  due: DueReturn
  answer: { result: 'SUCCESS' | 'FAILED'; failReason?: string | undefined }
}

/** What the channel says of a return. A failed one is over: trying again is another return. */
export async function recordReturn(db: Db, { merchantId, share, due, answer }: RecordReturn): Promise<void> {
  const { back, line } = due
  await inMerchant(db, merchantId, async (tx) => {
    await lockShare(tx, share.id)
    const failed = answer.result === 'FAILED'
    const isNew = await markReturn(tx, back, failed ? 'failed' : 'succeeded', answer.failReason ?? null)
    if (isNew && !failed) await postAll(tx, returnedShare(share, line, back))
  })
}
