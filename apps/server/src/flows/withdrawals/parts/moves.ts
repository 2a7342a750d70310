import type { Transfer } from '../../../ledger/index.ts'
import { bank, merchantAvailable, merchantWithdrawing } from '../../../modules/chart/index.ts'
import type { Withdrawal } from '../../../modules/withdrawal/index.ts'

const same = ({ id, amountFen }: Pick<Withdrawal, 'id' | 'amountFen'>) => ({
  amount: amountFen,
  subjectKind: 'withdrawal',
  subjectId: id,
})

/** Set aside at once, and only what is there: whatever else happens at the same moment, it can't be withdrawn twice. */
export const reserved = (withdrawal: Pick<Withdrawal, 'id' | 'amountFen'>): Transfer => ({
  key: `withdrawal:${withdrawal.id}:reserved`,
  debit: merchantAvailable(),
  credit: merchantWithdrawing(),
  kind: 'withdrawal.reserved',
  debitMinimum: 0n,
  ...same(withdrawal),
})

export const paid = (withdrawal: Withdrawal): Transfer => ({
  key: `withdrawal:${withdrawal.id}:paid`,
  debit: merchantWithdrawing(),
  credit: bank(),
  kind: 'withdrawal.paid',
  ...same(withdrawal),
})

export const returned = (withdrawal: Withdrawal): Transfer => ({
  key: `withdrawal:${withdrawal.id}:returned`,
  undoes: `withdrawal:${withdrawal.id}:reserved`,
  debit: merchantWithdrawing(),
  credit: merchantAvailable(),
  kind: 'withdrawal.returned',
  ...same(withdrawal),
})
