import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { lockAccounts, postAll } from '../../ledger/index.ts'
import { merchantAvailable, merchantWithdrawing } from '../../modules/chart/index.ts'
import {
  approve,
  checkStep,
  lockWithdrawal,
  markWithdrawal,
  secondPersonNeeded,
} from '../../modules/withdrawal/index.ts'
import type { Doer, Withdrawal } from '../../modules/withdrawal/index.ts'
import { returned } from './parts/moves.ts'

export type ReviewWithdrawal = { merchantId: string; key: string; withdrawalId: string } & Doer

/** One of the operator agrees; with the second, another person, the money may go. */
export async function approveWithdrawal(db: Db, input: ReviewWithdrawal): Promise<{ state: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'approve-withdrawal', input, async () => {
      const { withdrawalId, actor, name } = input
      const withdrawal = await lockWithdrawal(tx, withdrawalId)
      checkStep(withdrawal, 'approved')
      const { first, approvals } = await approve(tx, withdrawalId, actor.id)
      if (!first) throw secondPersonNeeded({ withdrawalId })

      const next = approvals >= withdrawal.reviewers ? 'approved' : 'reviewing'
      await markWithdrawal(tx, withdrawal, next, { by: { actor, name } })
      await tellAudit(tx, input, 'withdrawal.approved', { approvals })
      return { state: next }
    }),
  )
}

/** The operator says no: the money is the merchant's again. */
export async function rejectWithdrawal(
  db: Db,
  input: ReviewWithdrawal & { reason: string },
): Promise<{ state: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'reject-withdrawal', input, async () => {
      const withdrawal = await lockWithdrawal(tx, input.withdrawalId)
      checkStep(withdrawal, 'rejected')
      await giveBack(tx, withdrawal, 'rejected', input)
      return { state: 'rejected' }
    }),
  )
}

/** The bank sent it back: the money is the merchant's again. */
export async function failTransfer(
  db: Db,
  input: ReviewWithdrawal & { reason: string },
): Promise<{ state: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'fail-transfer', input, async () => {
      const withdrawal = await lockWithdrawal(tx, input.withdrawalId)
      checkStep(withdrawal, 'failed')
      await giveBack(tx, withdrawal, 'failed', input)
      return { state: 'failed' }
    }),
  )
}

async function giveBack(
  tx: Tx,
  withdrawal: Withdrawal,
  state: 'rejected' | 'failed',
  input: ReviewWithdrawal & { reason: string },
): Promise<void> {
  const { actor, name, reason: problem } = input
  await markWithdrawal(tx, withdrawal, state, { by: { actor, name }, problem })
  await tellAudit(tx, input, `withdrawal.${state}`, { reason: problem })
  await lockAccounts(tx, [merchantAvailable(), merchantWithdrawing()])
  await postAll(tx, [returned(withdrawal)])
}

async function tellAudit(tx: Tx, input: ReviewWithdrawal, action: string, after: object): Promise<void> {
  const { actor, withdrawalId: subjectId } = input
  await audit(tx, { actor, action, subjectKind: 'withdrawal', subjectId, after })
}
