import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { listUnmatched, markNotice } from '../../modules/notice/index.ts'
import type { ChannelPayment } from '../../modules/payment/index.ts'
import { recordRefundIn } from './parts/record-refund-in.ts'
import type { RefundAnswer } from './parts/record-refund-in.ts'
import { settle } from './parts/settle.ts'

const batch = 100

/** Notices that came before what they tell of was visible: each is tried again in a transaction of its own. */
export async function matchNotices(
  { db, vault }: { db: Db; vault: Vault },
  merchantId: string,
): Promise<{ matched: number; left: number }> {
  const waiting = await inMerchant(db, merchantId, (tx) => listUnmatched(tx, batch))
  let matched = 0
  for (const notice of waiting) {
    const { channelAccountId, ownNumber, kind, detail } = notice
    const outcome = await inMerchant(db, merchantId, async (tx) => {
      const settled =
        kind === 'payment'
          ? await settle(tx, vault, { channelAccountId, payment: detail as ChannelPayment })
          : await recordRefundIn(tx, { channelAccountId, outRefundNo: ownNumber, answer: detail as RefundAnswer })
      if (settled !== 'unmatched') await markNotice(tx, notice, settled)
      return settled
    })
    if (outcome !== 'unmatched') matched += 1
  }
  return { matched, left: waiting.length - matched }
}
