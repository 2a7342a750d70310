export { readCardCode, useCardCode } from './accept-code.ts'
export { matchCodes, saveUsedCodes } from './accept-codes.ts'
export type { UsedCode } from './accept-codes.ts'
export { codeDigits, codeStepOf, startOfCodeStep } from './code.ts'
export { insertCardEvent, insertCardEvents } from './events.ts'
export type { CardEvent } from './events.ts'
export { addPots, addPotsEach, holdingsOf, holdingsOfEach } from './holdings.ts'
export { findPayingCard, isUsedSince, paidWithCard, payBackToCard } from './payment.ts'
export {
  afterValue,
  afterVisits,
  cardAboveLimit,
  cardCodeMalformed,
  cardCodeUsed,
  cardCodeWrong,
  cardNotActive,
  cardNotFound,
  cardNotFrozen,
  cardStates,
  cardTypeMismatch,
  cardUsed,
  checkActive,
  checkLimit,
  heldOf,
  notEnoughValue,
  notEnoughVisits,
  takeValue,
  takeVisits,
} from './rules.ts'
export type { ValueTaken, VisitsTaken } from './rules.ts'
export { findCard, getCard, insertCards, lockCard, lockCards, markCard, secretContext } from './store.ts'
export {
  grantTransfers,
  paidByCardTransfers,
  valueRedeemedTransfers,
  visitsRedeemedTransfers,
} from './transfers.ts'
export type { Card, CardTerms, Holdings, SoldPart, ValueHolding, VisitHolding } from './types.ts'
