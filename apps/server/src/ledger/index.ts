export type { Account, Normal, Outcome, Posted, StoredTransfer, Transfer } from './types.ts'
export { aboveCeiling, belowFloor, belowMinimum, ledgerConflict, post, postAll } from './post.ts'
export { balancesOf, findAccount, listAccounts, lockBalancesOf, statement, transfersOf } from './read.ts'
export type { AccountRow, StatementLine, StatementPage } from './read.ts'
