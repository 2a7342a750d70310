import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { fen } from '../../kernel/money.ts'
import { postAll } from '../../ledger/index.ts'
import { accrued, insertPayable } from '../../modules/payout/index.ts'
import type { Payable } from '../../modules/payout/index.ts'
import { getStaff } from '../../modules/staff/index.ts'

export type EnterPayable = {
  merchantId: string
  key: string
  actor: Actor
  staffId: string
  kind: Payable['kind']
  amountFen: number
  reason: string
}

/** A commission or a bonus, entered by hand. It is a cost from now on, and owed once somebody else has reviewed it. */
export async function enterPayable(db: Db, input: EnterPayable): Promise<{ payableId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'enter-payable', input, async () => {
      const { actor, staffId, kind, reason } = input
      await getStaff(tx, staffId)
      const id = tx.newId()
      const payable = { id, staffId, kind, reason, amountFen: fen(input.amountFen), enteredBy: actor.id }
      await insertPayable(tx, payable)
      await postAll(tx, [accrued({ ...payable, state: 'entered' })])
      await audit(tx, {
        actor,
        action: 'payable.entered',
        subjectKind: 'payable',
        subjectId: id,
        after: { staffId, kind, amountFen: payable.amountFen, reason },
      })
      return { payableId: id }
    }),
  )
}
