import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { balancesOf, post } from '../../ledger/index.ts'
import { cashSafeShort, insertDeposit } from '../../modules/cash/index.ts'
import { cashOfStore, merchantOwnHands } from '../../modules/chart/index.ts'
import { findStore, storeNotFound } from '../../modules/store/index.ts'

export type BankCash = {
  merchantId: string
  key: string
  actor: Actor
  storeId: string | null
  amountFen: bigint
  /** Of the bank's slip. */
  reference: string
}

/** From the safe to the merchant's own bank, which is out of our sight: the memo of where its money is ends there. */
export async function bankCash(db: Db, input: BankCash): Promise<{ depositId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'bank-cash', input, async () => {
      const { merchantId, actor, storeId, amountFen, reference } = input
      if (storeId !== null && !(await findStore(tx, storeId))) throw storeNotFound()
      const safe = cashOfStore(storeId ?? merchantId)
      const depositId = await insertDeposit(tx, { storeId, amountFen, reference, staffId: actor.id })
      const [posted] = await post(tx, [
        {
          key: `${depositId}:banked`,
          debit: merchantOwnHands(),
          credit: safe,
          amount: amountFen,
          kind: 'cash.banked',
          subjectKind: 'cash_deposit',
          subjectId: depositId,
        },
      ])
      if (posted!.outcome !== 'posted') {
        const heldFen = Number((await balancesOf(tx, [safe])).get(safe.code) ?? 0n)
        throw cashSafeShort({ heldFen, amountFen: Number(amountFen) })
      }
      const after = { storeId, amountFen, reference }
      await audit(tx, {
        actor,
        action: 'cash.banked',
        subjectKind: 'cash_deposit',
        subjectId: depositId,
        after,
      })
      return { depositId }
    }),
  )
}
