import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { balancesOf, lockAccounts, postAll } from '../../ledger/index.ts'
import { bank, operatorDue } from '../../modules/chart/index.ts'
import { nothingDue } from '../../modules/settlement/index.ts'

export type CollectFees = { merchantId: string; key: string; actor: Actor }

/** The operator takes what a merchant owes it out of the custody bank, all that was charged until now. */
export async function collectFees(db: Db, input: CollectFees): Promise<{ collectedFen: bigint }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'collect-fees', input, async () => {
      const { merchantId, actor } = input
      const [due, from] = [operatorDue(), bank()]
      await lockAccounts(tx, [due, from])
      const collectedFen = (await balancesOf(tx, [due])).get(due.code) ?? 0n
      if (collectedFen <= 0n) throw nothingDue({ merchantId })

      const id = tx.newId()
      await postAll(tx, [
        {
          key: `fee-collection:${id}`,
          debit: due,
          credit: from,
          amount: collectedFen,
          kind: 'operator.fee_collected',
          subjectKind: 'fee-collection',
          subjectId: id,
          debitMinimum: 0n,
        },
      ])
      await audit(tx, {
        actor,
        action: 'settlement.fees_collected',
        subjectKind: 'merchant',
        subjectId: merchantId,
        after: { collectedFen },
      })
      return { collectedFen }
    }),
  )
}
