export {
  credentialExpiry,
  defaultUnfit,
  isCredentialGood,
  isFreshlyPolled,
  isOpen,
  methodsIn,
  mismatchesOf,
  nextPoll,
  openAttemptsMax,
  paymentMethodUnavailable,
  paymentOver,
  paymentPayerUnknown,
  paymentRefused,
  paymentReturnUrlWrong,
  paymentTooManyAttempts,
  paymentUnknown,
  providerOfMethod,
} from './rules.ts'
export type { Environment, Mismatch } from './rules.ts'
export { clearDefault, listDefaults, saveDefault } from './defaults.ts'
export type { ChosenMethod, PaymentDefault } from './defaults.ts'
export {
  addReversal,
  barcodeLostMilliseconds,
  barcodeUnknown,
  barcodeWaiting,
  barcodeWaitMilliseconds,
  isBarcode,
  nextBarcodePoll,
  notByBarcode,
  providerOfCode,
} from './barcode.ts'
export {
  findAttempts,
  findAttemptsByNumber,
  findTakenTransactions,
  insertAttempt,
  insertAttempts,
  lockAttempts,
  markSucceeded,
  openAttemptsOfEach,
  saveCredentials,
} from './each.ts'
export type { Given } from './each.ts'
export type { NewAttempt } from './store.ts'
export {
  attemptsOf,
  findAttempt,
  findAttemptByNumber,
  findAttemptByTransaction,
  findKeptAttempt,
  hasAttemptsOf,
  lockAttempt,
  markAttempt,
  openAttemptsOf,
  savePoll,
} from './store.ts'
export { listSucceeded } from './succeeded.ts'
export type { SucceededPage, SucceededRow } from './succeeded.ts'
export type { Attempt, ChannelPayment, PaymentMethod } from './types.ts'
