export { actionsOf } from './actions.ts'
export { findBatch, findFeeRate, insertBatch, saveFeeRate } from './batches.ts'
export { acceptedTransfers, settledTransfers } from './booking.ts'
export type { Custody, Sums } from './booking.ts'
export { findDay, lockDay, markDay, reconciledThrough, unreconciledDays } from './days.ts'
export type { BillDay } from './days.ts'
export {
  differencesAbout,
  differencesOf,
  endCarrying,
  findDifference,
  foundInDay,
  hasOpen,
  insertDifferences,
  lockDifference,
  markHandled,
  noteDifferences,
  updateDifference,
} from './differences.ts'
export { openLineTable } from './line-table.ts'
export type { LineTable } from './line-table.ts'
export { countMatched, countTheirs, differenceOf, expectedFeeFen, joinOurs, noTotals } from './matching.ts'
export type { Joined, Ours, Totals } from './matching.ts'
export { mergeDifferences } from './merge.ts'
export {
  billActionWrong,
  billDayTooEarly,
  billDayWrong,
  billDifferenceNotFound,
  billDifferenceOver,
  billHandledElsewhere,
  billStillDiffers,
} from './rules.ts'
export type { BillDifference, FoundDifference } from './types.ts'
