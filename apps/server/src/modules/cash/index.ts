export {
  cashAboveLimit,
  cashChanged,
  cashHandInEnded,
  cashHandInNotFound,
  cashMustHandIn,
  cashNothing,
  cashReasonRequired,
  cashSafeShort,
  cashSamePerson,
  checkCount,
  differenceOf,
} from './rules.ts'
export type { Denomination } from './rules.ts'
export {
  cashLimitOf,
  endHandIn,
  findCashRule,
  insertDeposit,
  insertHandIn,
  lockHandIn,
  saveCashLimit,
  saveCashRule,
} from './store.ts'
export type { CashRule, HandIn } from './store.ts'
