import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { enqueuePayout } from '../../jobs/payout-jobs.ts'
import { lockPayouts, markPayout, payoutNotRequested, payoutOwnRequest } from '../../modules/payout/index.ts'

export type ApprovePayouts = {
  merchantId: string
  key: string
  actor: Actor
  payoutIds: readonly string[]
}

/** Four eyes: not by whoever asked for it, and not by whoever gets it. From here on the channel may hear of it. */
export async function approvePayouts(db: Db, input: ApprovePayouts): Promise<{ approved: number }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'approve-payouts', input, async () => {
      const { merchantId, actor } = input
      const payouts = await lockPayouts(tx, input.payoutIds)
      for (const payout of payouts) {
        const { id: payoutId, state, requestedBy, staffId, amountFen } = payout
        if (state !== 'requested') throw payoutNotRequested({ payoutId, state })
        if (actor.id === requestedBy || actor.id === staffId) throw payoutOwnRequest({ payoutId })
        await markPayout(tx, payout, 'approved', { actor, approvedBy: actor.id })
        await enqueuePayout(tx, { merchantId, payoutId })
        const subject = { subjectKind: 'payout', subjectId: payoutId }
        await audit(tx, { actor, action: 'payout.approved', ...subject, after: { staffId, amountFen } })
      }
      return { approved: payouts.length }
    }),
  )
}
