export { findDay, lockDay, markDay, reconciledThrough, unreconciledDays } from './days.ts'
export type { BillDay, OfDay } from './days.ts'
export { billDayStates, billDayTooEarly, billDayWrong, billDifferenceStates } from './rules.ts'
