import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { enqueuePayout } from '../../jobs/payout-jobs.ts'
import { postAll } from '../../ledger/index.ts'
import {
  askToCancel,
  isOnTheWay,
  lockPayout,
  markPayout,
  payoutOver,
  released,
} from '../../modules/payout/index.ts'

export type CancelPayout = {
  merchantId: string
  key: string
  actor: Actor
  payoutId: string
  reason: string
}

/**
 * What was not sent is over at once, and its money back. What the channel may have stays reserved until the channel
 * itself says that it is taken back: the payee may be confirming it this very moment.
 */
export async function cancelPayout(db: Db, input: CancelPayout): Promise<{ payoutId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'cancel-payout', input, async () => {
      const { merchantId, actor, payoutId, reason: note } = input
      const payout = await lockPayout(tx, payoutId)
      if (payout.state === 'requested' || payout.state === 'approved') {
        await markPayout(tx, payout, 'cancelled', { actor, note })
        await postAll(tx, released(payout))
      } else if (isOnTheWay(payout)) {
        await askToCancel(tx, payout, { actor, note: `申请撤销：${note}` })
        await enqueuePayout(tx, { merchantId, payoutId })
      } else throw payoutOver({ payoutId, state: payout.state })
      await audit(tx, {
        actor,
        action: 'payout.cancel_asked',
        subjectKind: 'payout',
        subjectId: payoutId,
        before: { state: payout.state },
        after: { reason: note },
      })
      return { payoutId }
    }),
  )
}
