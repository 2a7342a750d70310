import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { insertNotice, markNotice } from '../../modules/notice/index.ts'
import type { NoticeOutcome } from '../../modules/notice/index.ts'
import type { ChannelPayment } from '../../modules/payment/index.ts'
import { settle } from './parts/settle.ts'

export type SettlePayment = {
  merchantId: string
  channelAccountId: string
  payment: ChannelPayment
  /** Of the notice that told it; absent when the channel was asked. */
  noticeKey?: string
}

/**
 * A channel took money: told by a notice, or in answer to a question. The inbox row and what it settles commit
 * together; a twin waits for the first and finds everything done.
 */
export async function settlePayment(
  { db, vault }: { db: Db; vault: Vault },
  { merchantId, channelAccountId, payment, noticeKey }: SettlePayment,
): Promise<NoticeOutcome> {
  return inMerchant(db, merchantId, async (tx) => {
    if (noticeKey === undefined) return settle(tx, vault, { channelAccountId, payment })
    const notice = { channelAccountId, noticeKey, kind: 'payment' as const, ownNumber: payment.outTradeNo }
    if (!(await insertNotice(tx, { ...notice, detail: payment }))) return 'repeated'

    const outcome = await settle(tx, vault, { channelAccountId, payment })
    await markNotice(tx, notice, outcome)
    if (outcome === 'unmatched') {
      const runAt = new Date(tx.now.getTime() + matchAfterMilliseconds)
      await enqueue(tx, 'notice.match', { merchantId }, { key: `notice.match:${merchantId}`, runAt })
    }
    return outcome
  })
}

const matchAfterMilliseconds = 5000
