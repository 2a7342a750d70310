export {
  decideRow,
  findWaitingRow,
  insertRefundBatch,
  lockRefundBatch,
  markRefundBatch,
  refundBatchCash,
  refundBatchNotDraft,
  refundBatchNotFound,
  refundBatchTwice,
} from './batch.ts'
export type { RefundBatchRow } from './batch.ts'
export {
  isOver,
  isStuck,
  isUnderWay,
  nextRefundPoll,
  refundAlreadyRequested,
  refundCashShort,
  refundChanged,
  refundLineWrong,
  refundNotClosed,
  refundNotFound,
  refundNothing,
  refundNotRetryable,
  refundNotStuck,
  refundNotTurnable,
  refundNotWaiting,
  refundPaidToMerchant,
  refundPotMixed,
  refundSamePerson,
  refundsOfPaymentMax,
  refundStates,
  refundTooMany,
  refundTooMuch,
  sendAfter,
} from './rules.ts'
export { findRefundRule, insertProof, needsReview, saveRefundRule } from './review.ts'
export type { Proof, RefundRule } from './review.ts'
export {
  findRefund,
  findRefundByNumber,
  getRefund,
  insertRefund,
  lockRefund,
  markRefund,
  refundsOf,
  renumberRefund,
  saveRefundPoll,
} from './store.ts'
export type { NewRefund } from './store.ts'
export { findRefundOfChannel, findRefundsByNumber, listRefunded } from './succeeded.ts'
export { earlierTakings, insertTakings, takingsOf } from './takings.ts'
export type { GiftVisits, Refund, RefundCause, Taking } from './types.ts'
