export { insertPayable, lockPayable, markPayable } from './payables.ts'
export {
  checkPayeeName,
  isOnTheWay,
  isRefusalFinal,
  nextPayoutPoll,
  payableReviewed,
  payoutCertificatesNeeded,
  payoutNoAccount,
  payoutNotAvailable,
  payoutNotFound,
  payoutNotPayable,
  payoutNotRequested,
  payoutOver,
  payoutOwnRequest,
  payoutPayeeTwice,
  payoutPayeeUnknown,
} from './rules.ts'
export {
  askToCancel,
  findPayout,
  insertBatch,
  insertPayout,
  keepPackage,
  lockPayout,
  lockPayoutNumbered,
  lockPayouts,
  markPayout,
  packageOf,
  savePayoutPoll,
} from './store.ts'
export { accrued, approved, paidOut, rejected, released, reserved, reservedAgain } from './transfers.ts'
export type { Payable, Payout, PayoutAnswer } from './types.ts'
