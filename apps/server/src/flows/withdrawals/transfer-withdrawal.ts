import { audit } from '../../kernel/audit.ts'
import { businessDay } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { lockAccounts, postAll } from '../../ledger/index.ts'
import { bank, merchantWithdrawing } from '../../modules/chart/index.ts'
import { lockStatementsThrough, markStatement } from '../../modules/settlement/index.ts'
import {
  checkStep,
  getBankAccount,
  lockWithdrawal,
  markWithdrawal,
  sealContext,
  transferDayAhead,
} from '../../modules/withdrawal/index.ts'
import type { Doer, Withdrawal } from '../../modules/withdrawal/index.ts'
import { fundsOf } from './parts/funds.ts'
import { paid } from './parts/moves.ts'

export type TransferWithdrawal = { merchantId: string; key: string; withdrawalId: string } & Doer

/** Somebody of the operator makes the transfer now: from here on it succeeds or fails, and is not made twice. */
export async function startTransfer(db: Db, input: TransferWithdrawal): Promise<{ state: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'start-transfer', input, async () => {
      const { withdrawalId, actor, name } = input
      const withdrawal = await lockWithdrawal(tx, withdrawalId)
      checkStep(withdrawal, 'transferring')
      await markWithdrawal(tx, withdrawal, 'transferring', { by: { actor, name } })
      await audit(tx, {
        actor,
        action: 'withdrawal.transferring',
        subjectKind: 'withdrawal',
        subjectId: withdrawalId,
      })
      return { state: 'transferring' }
    }),
  )
}

export type FinishTransfer = TransferWithdrawal & { reference: string; transferredOn: string }

/** The bank has made it: the money has left the custody bank. */
export async function finishTransfer(db: Db, input: FinishTransfer): Promise<{ state: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'finish-transfer', input, async () => {
      const { withdrawalId, actor, name, reference, transferredOn } = input
      if (transferredOn > businessDay(tx.now)) throw transferDayAhead({ transferredOn })
      const withdrawal = await lockWithdrawal(tx, withdrawalId)
      checkStep(withdrawal, 'succeeded')
      const change = { by: { actor, name }, reference: reference.trim(), transferredOn }
      await markWithdrawal(tx, withdrawal, 'succeeded', change)
      await audit(tx, {
        actor,
        action: 'withdrawal.succeeded',
        subjectKind: 'withdrawal',
        subjectId: withdrawalId,
        after: { reference, transferredOn },
      })
      await closePaidStatement(tx, withdrawal)
      await lockAccounts(tx, [merchantWithdrawing(), bank()])
      await postAll(tx, [paid(withdrawal)])
      return { state: 'succeeded' }
    }),
  )
}

/** A statement is paid when nothing of it is left to withdraw, nor on its way. */
async function closePaidStatement(tx: Tx, last: Withdrawal): Promise<void> {
  const { statement, confirmedFen, withdrawingFen } = await fundsOf(tx)
  if (!statement || confirmedFen > 0n || withdrawingFen > last.amountFen) return
  const newest = (await lockStatementsThrough(tx, statement.lastDay)).at(-1)
  if (newest?.id === statement.id && newest.state === 'confirmed') await markStatement(tx, newest, 'paid')
}

/** The whole number, for whoever makes the transfer; that it was looked at is recorded. */
export async function revealBankAccount(
  { db, vault }: { db: Db; vault: Vault },
  input: TransferWithdrawal,
): Promise<{ holder: string; bank: string; number: string }> {
  return inMerchant(db, input.merchantId, async (tx) => {
    const { withdrawalId, actor } = input
    const { bankAccountId } = await lockWithdrawal(tx, withdrawalId)
    const account = await getBankAccount(tx, bankAccountId)
    await audit(tx, {
      actor,
      action: 'bank_account.revealed',
      subjectKind: 'withdrawal',
      subjectId: withdrawalId,
    })
    const number = vault.open(account.numberSealed, sealContext(account.id)).toString('utf8')
    return { holder: account.holder, bank: account.bank, number }
  })
}
