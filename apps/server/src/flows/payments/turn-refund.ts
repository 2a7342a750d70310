import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { enqueueRefund } from '../../jobs/payment-jobs.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import { lockOrder } from '../../modules/order/index.ts'
import { findAttempt } from '../../modules/payment/index.ts'
import {
  getRefund,
  lockRefund,
  markRefund,
  nextRefundPoll,
  refundNotStuck,
  refundNotTurnable,
} from '../../modules/refund/index.ts'
import type { Refund } from '../../modules/refund/index.ts'

export type TurnRefund = {
  merchantId: string
  key: string
  actor: Actor
  refundId: string
  to: 'bank-card' | 'merchant'
  /** Of the customer's bank card; the whole number is told to the channel and to nobody else. */
  tail?: string | undefined
}

/**
 * An abnormal refund is to be paid to another account. Committed, with a job that asks about it, before the channel
 * hears of it.
 */
export async function beginTurning(db: Db, input: TurnRefund): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'turn-refund', input, async () => {
      const { merchantId, actor, refundId, to, tail } = input
      const { orderId, attemptId } = await getRefund(tx, refundId)
      await lockOrder(tx, orderId)
      const refund = await lockRefund(tx, refundId)
      if (refund.state !== 'abnormal') throw refundNotStuck({ refundId, state: refund.state })
      const attempt = attemptId === null ? undefined : await findAttempt(tx, attemptId)
      const account = attempt && (await getChannelAccount(tx, attempt.channelAccountId))
      const isTurnable = account?.provider === 'wechat-pay' && refund.channelRefundNo !== null
      if (!isTurnable || refund.repair === 'merchant-done') throw refundNotTurnable({ refundId })

      const note = to === 'merchant' ? '改退商户账户' : `改退用户银行卡，尾号 ${tail}`
      await markRefund(tx, refund, 'processing', { actor, note, repair: to })
      const runAt = nextRefundPoll(0, tx.now)
      await enqueueRefund(tx, 'refund.poll', { merchantId, refundId, runAt })
      const subject = { subjectKind: 'refund', subjectId: refundId }
      await audit(tx, { actor, action: 'refund.turned', ...subject, after: { to, tail } })
      return { orderId }
    }),
  )
}

/** What the channel has to be told; undefined when it has decided meanwhile. */
export async function findTurning(
  db: Db,
  { merchantId, refundId, to }: Pick<TurnRefund, 'merchantId' | 'refundId' | 'to'>,
): Promise<{ refund: Refund; account: ChannelAccount } | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    const refund = await getRefund(tx, refundId)
    if (refund.state !== 'processing' || refund.repair !== to) return undefined
    const attempt = (await findAttempt(tx, refund.attemptId!))!
    return { refund, account: await getChannelAccount(tx, attempt.channelAccountId) }
  })
}
