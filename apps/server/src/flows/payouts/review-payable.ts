import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { postAll } from '../../ledger/index.ts'
import {
  approved,
  lockPayable,
  markPayable,
  payableReviewed,
  payoutOwnRequest,
  rejected,
} from '../../modules/payout/index.ts'

export type ReviewPayable = {
  merchantId: string
  key: string
  actor: Actor
  payableId: string
  approve: boolean
  note: string
}

/** Four eyes: not by whoever entered it, and not by whoever gets it. */
export async function reviewPayable(db: Db, input: ReviewPayable): Promise<{ payableId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'review-payable', input, async () => {
      const { actor, payableId, approve, note } = input
      const payable = await lockPayable(tx, payableId)
      if (payable.state !== 'entered') throw payableReviewed({ payableId, state: payable.state })
      if (actor.id === payable.enteredBy || actor.id === payable.staffId)
        throw payoutOwnRequest({ payableId })

      await markPayable(tx, payable, approve ? 'approved' : 'rejected', { by: actor.id, note })
      await postAll(tx, [approve ? approved(payable) : rejected(payable)])
      await audit(tx, {
        actor,
        action: approve ? 'payable.approved' : 'payable.rejected',
        subjectKind: 'payable',
        subjectId: payableId,
        after: { amountFen: payable.amountFen, note },
      })
      return { payableId }
    }),
  )
}
