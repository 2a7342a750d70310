export { currentBankAccount, getBankAccount, insertBankAccount, isProven } from './bank-accounts.ts'
export {
  bankAccountNeeded,
  checkStep,
  maskedNumber,
  reviewersOf,
  sealContext,
  secondPersonNeeded,
  transferDayAhead,
  withdrawalNumber,
  withdrawalStates,
  withdrawTooMuch,
} from './rules.ts'
export { approve, insertWithdrawal, lockWithdrawal, markWithdrawal, withdrawnSince } from './store.ts'
export type { Doer } from './store.ts'
export type { BankAccount, Withdrawal } from './types.ts'
