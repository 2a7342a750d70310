import assert from 'node:assert/strict'
import type { Tx } from '../kernel/db.ts'
import { findAccount, postAll, transfersOf } from '../ledger/index.ts'
import type { Account, Transfer } from '../ledger/index.ts'

/** Takes back everything that was posted for a subject: the exact transfers, the other way, the last first. */
export async function undoTransfers(
  tx: Tx,
  subject: { subjectKind: string; subjectId: string },
): Promise<void> {
  const posted = (await transfersOf(tx, subject)).toReversed()
  assert(posted.length > 0, `nothing was posted for ${subject.subjectId}`)
  const back: Transfer[] = []
  for (const transfer of posted) {
    assert(transfer.undoes === null, 'taken back already')
    back.push({
      key: `${transfer.key}:undone`,
      undoes: transfer.key,
      debit: await accountOf(tx, transfer.creditCode),
      credit: await accountOf(tx, transfer.debitCode),
      amount: transfer.amount,
      kind: `${transfer.kind}_undone`,
      ...subject,
    })
  }
  await postAll(tx, back)
}

/** The account as it was opened. */
export async function accountOf(tx: Tx, code: string): Promise<Account> {
  const account = await findAccount(tx, code)
  assert(account, `a transfer names ${code}, which is not there`)
  const { unit, normal, floor } = account
  return { code, unit, normal, floor }
}
