import { audit } from '../../kernel/audit.ts'
import { businessDay } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { fen } from '../../kernel/money.ts'
import { lockAccounts, postAll } from '../../ledger/index.ts'
import { merchantAvailable, merchantWithdrawing } from '../../modules/chart/index.ts'
import { termsOf } from '../../modules/settlement/index.ts'
import {
  bankAccountNeeded,
  currentBankAccount,
  insertWithdrawal,
  isProven,
  markWithdrawal,
  reviewersOf,
  withdrawalNumber,
  withdrawTooMuch,
} from '../../modules/withdrawal/index.ts'
import type { Doer } from '../../modules/withdrawal/index.ts'
import { fundsOf } from './parts/funds.ts'
import { reserved } from './parts/moves.ts'

export type RequestWithdrawal = { merchantId: string; key: string; staffId: string; amountFen: number } & Doer

/**
 * The merchant asks for its money. It is set aside at once; two who ask at the same moment wait for each other at
 * the merchant's account, and the second sees what the first has left.
 */
export async function requestWithdrawal(db: Db, input: RequestWithdrawal): Promise<{ withdrawalId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'request-withdrawal', input, async () => {
      const { actor, name, staffId } = input
      const amountFen = fen(input.amountFen)
      await lockAccounts(tx, [merchantAvailable(), merchantWithdrawing()])
      const account = await currentBankAccount(tx)
      if (!account) throw bankAccountNeeded()
      const { withdrawableFen } = await fundsOf(tx)
      if (amountFen > withdrawableFen) throw withdrawTooMuch({ withdrawableFen: Number(withdrawableFen) })

      const id = tx.newId()
      const number = withdrawalNumber(id, businessDay(tx.now))
      const { reviewAboveFen } = await termsOf(tx)
      const proven = await isProven(tx, account.id)
      const reviewers = reviewersOf(amountFen, { reviewAboveFen, proven })
      const by: Doer = { actor, name }
      const asked = { id, number, amountFen, bankAccountId: account.id, reviewers, requestedBy: staffId }
      const withdrawal = await insertWithdrawal(tx, asked, by)
      if (reviewers === 0) await markWithdrawal(tx, withdrawal, 'approved', { by: system })
      await audit(tx, {
        actor,
        action: 'withdrawal.requested',
        subjectKind: 'withdrawal',
        subjectId: id,
        after: { number, amountFen, bankAccountId: account.id, reviewers },
      })
      await postAll(tx, [reserved(asked)])
      return { withdrawalId: id }
    }),
  )
}

const system: Doer = { actor: { kind: 'system', id: 'withdrawals' }, name: '' }
