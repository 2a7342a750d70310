export type { Account, Normal, Outcome, Posted, StoredTransfer, Transfer } from './types.ts'
export { post, postAll } from './post.ts'
export { balancesOf, findAccount, listAccounts, statement, transfersOf } from './read.ts'
export type { AccountRow, StatementLine, StatementPage } from './read.ts'
