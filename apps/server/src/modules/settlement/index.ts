export {
  available,
  dayAfter,
  defaultTerms,
  feeOf,
  figuresOf,
  groupOf,
  lastDayOf,
  nothingDue,
  prepaid,
  statementNotOpen,
  statementStates,
} from './rules.ts'
export {
  balancesOfStatement,
  countOpenStatements,
  feesSince,
  getStatement,
  insertStatement,
  lastConfirmedStatement,
  lastStatement,
  lockStatementsThrough,
  markStatement,
  movementsOfStatement,
  saveTerms,
  termsOf,
} from './store.ts'
export type { SettlementTerms, Statement, StatementBalance, StatementMovement } from './types.ts'
