export {
  nextRefundPoll,
  refundAlreadyRequested,
  refundCashShort,
  refundNotRetryable,
  refundStates,
} from './rules.ts'
export {
  findRefund,
  findRefundByNumber,
  getRefund,
  insertRefund,
  lockRefund,
  markRefund,
  refundsOf,
  saveRefundPoll,
} from './store.ts'
export type { NewRefund } from './store.ts'
export type { Refund, RefundCause } from './types.ts'
