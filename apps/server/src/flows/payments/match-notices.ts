import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { listUnmatched, markNotice } from '../../modules/notice/index.ts'
import type { Notice, NoticeOutcome, WaitingNotice } from '../../modules/notice/index.ts'
import type { ChannelPayment } from '../../modules/payment/index.ts'
import { recordRefundIn } from './parts/record-refund-in.ts'
import type { RefundAnswer } from './parts/record-refund-in.ts'
import { settle } from './parts/settle.ts'

const batch = 100
const batchesMax = 100
const dayMilliseconds = 86_400_000

/**
 * Notices that came before what they tell of was visible: each is tried again in a transaction of its own, for a day,
 * the newest first. One that fails keeps none of the others waiting; it is thrown afterwards.
 */
export async function matchNotices(
  tools: { db: Db; vault: Vault },
  merchantId: string,
): Promise<{ matched: number; left: number }> {
  const { db } = tools
  const since = new Date(db.clock.now().getTime() - dayMilliseconds)
  const failures: unknown[] = []
  let [matched, left] = [0, 0]
  let before: WaitingNotice | undefined
  for (let batches = 0; batches < batchesMax; batches++) {
    const page = { since, before, limit: batch }
    const waiting = await inMerchant(db, merchantId, (tx) => listUnmatched(tx, page))
    for (const notice of waiting) {
      try {
        if ((await matchNotice(tools, merchantId, notice)) === 'unmatched') left += 1
        else matched += 1
      } catch (error) {
        failures.push(error)
      }
    }
    before = waiting.at(-1)
    if (waiting.length < batch) break
  }
  if (failures.length > 0) throw new AggregateError(failures, 'notices could not be settled')
  return { matched, left }
}

async function matchNotice(
  { db, vault }: { db: Db; vault: Vault },
  merchantId: string,
  notice: Notice,
): Promise<NoticeOutcome> {
  const { channelAccountId, ownNumber: outRefundNo, kind, detail } = notice
  return inMerchant(db, merchantId, async (tx) => {
    const outcome =
      kind === 'payment'
        ? await settle(tx, vault, { channelAccountId, payment: detail as ChannelPayment })
        : await recordRefundIn(tx, { channelAccountId, outRefundNo, answer: detail as RefundAnswer })
    if (outcome !== 'unmatched') await markNotice(tx, notice, outcome)
    return outcome
  })
}
