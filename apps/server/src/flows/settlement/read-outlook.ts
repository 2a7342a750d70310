import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { findChannelAccount } from '../../modules/channel-account/index.ts'
import { countOpenStatements, termsOf } from '../../modules/settlement/index.ts'
import { isOver, nextPeriodOf, waitingFor } from './parts/next-period.ts'

/** What the next statement will be of, and what it waits for. */
export async function readOutlook(db: Db, merchantId: string) {
  return inMerchant(db, merchantId, async (tx) => {
    const terms = await termsOf(tx)
    const period = await nextPeriodOf(tx, terms)
    const waiting = period && isOver(period, tx.now) ? await waitingFor(tx, period) : []
    const named = []
    for (const { channelAccountId, reconciledThrough } of waiting) {
      const account = await findChannelAccount(tx, channelAccountId)
      named.push({ name: account?.name ?? '', reconciledThrough })
    }
    return {
      terms,
      next: period ? { firstDay: period.firstDay, lastDay: period.lastDay } : null,
      waiting: named,
      open: await countOpenStatements(tx),
    }
  })
}
