import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { enqueuePayout } from '../../jobs/payout-jobs.ts'
import { postAll } from '../../ledger/index.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import { insertNotice, markNotice } from '../../modules/notice/index.ts'
import type { NoticeOutcome } from '../../modules/notice/index.ts'
import {
  findPayout,
  isOnTheWay,
  lockPayout,
  lockPayoutNumbered,
  markPayout,
  nextPayoutPoll,
  released,
  savePayoutPoll,
} from '../../modules/payout/index.ts'
import type { Payout, PayoutAnswer } from '../../modules/payout/index.ts'
import { recordAnswer, system } from './parts/record-answer.ts'

type Of = { merchantId: string; payoutId: string }
export type BegunPayout = { payout: Payout; account: ChannelAccount; wasSent: boolean }

/** Before the channel is called: the payout is being sent. Undefined when there is nothing to send or to ask. */
export async function beginPayout(db: Db, { merchantId, payoutId }: Of): Promise<BegunPayout | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    if (!(await findPayout(tx, payoutId))) return undefined
    const locked = await lockPayout(tx, payoutId)
    if (!isOnTheWay(locked)) return undefined
    const wasSent = locked.state !== 'approved'
    const payout = wasSent ? locked : await markPayout(tx, locked, 'sending', { actor: system })
    return { payout, wasSent, account: await getChannelAccount(tx, payout.channelAccountId) }
  })
}

export type RecordPayout = {
  merchantId: string
  outBillNo: string
  answer: PayoutAnswer
  /** Of the notice that told it. */
  notice?: { channelAccountId: string; noticeKey: string }
}

/** What the channel says of a payout. As with payments, inbox row and outcome commit together. */
export async function recordPayout(
  { db, vault }: { db: Db; vault: Vault },
  { merchantId, outBillNo, answer, notice }: RecordPayout,
): Promise<NoticeOutcome> {
  return inMerchant(db, merchantId, async (tx) => {
    if (notice) {
      const row = { ...notice, kind: 'payout' as const, ownNumber: outBillNo, detail: answer }
      if (!(await insertNotice(tx, row))) return 'repeated'
    }
    const payout = await lockPayoutNumbered(tx, outBillNo)
    const channelAccountId = notice?.channelAccountId ?? payout?.channelAccountId
    // A payout is committed before the channel hears of it, so one that is not there never will be.
    const outcome =
      !payout || payout.channelAccountId !== channelAccountId
        ? 'mismatched'
        : await recordAnswer(tx, vault, payout, answer)
    if (notice) await markNotice(tx, notice, outcome)
    return outcome
  })
}

/** The channel said nothing sure: the same number is asked about, or sent again, later. */
export async function postponePayout(db: Db, { problem, ...of }: Of & { problem: string }): Promise<void> {
  await withPayout(db, of, async (tx, payout) => {
    await savePayoutPoll(tx, payout, problem)
    await enqueuePayout(tx, { ...of, runAt: nextPayoutPoll(payout.polls, tx.now) })
  })
}

/** The channel declined and knows nothing of it, or was asked to forget it and never knew it: the money is back. */
export async function endUnsent(
  db: Db,
  { problem, state, ...of }: Of & { problem: string; state: 'failed' | 'cancelled' },
): Promise<void> {
  await withPayout(db, of, async (tx, payout) => {
    await savePayoutPoll(tx, payout, problem)
    await markPayout(tx, payout, state, { actor: system, problem })
    await postAll(tx, released(payout))
  })
}

async function withPayout(
  db: Db,
  { merchantId, payoutId }: Of,
  work: (tx: Tx, payout: Payout) => Promise<void>,
): Promise<void> {
  await inMerchant(db, merchantId, async (tx) => {
    const payout = await lockPayout(tx, payoutId)
    if (isOnTheWay(payout)) await work(tx, payout)
  })
}
