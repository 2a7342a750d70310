export {
  checkPending,
  orderCardRequired,
  orderCustomerRequired,
  orderExpired,
  orderKindWrong,
  orderLinesWrong,
  orderMixedKinds,
  orderNotFound,
  orderNotPending,
  orderNotRefundable,
  orderQuantityWrong,
  orderStates,
  orderTenderWrong,
  rechargePending,
  titleOf,
  totalOf,
} from './rules.ts'
export { defaultSalesSettings, lawfulCardMaxFen } from './settings.ts'
export type { SalesSettings } from './settings.ts'
export {
  findOrder,
  hasPendingRecharge,
  idsOfNumbers,
  insertOrder,
  linesOf,
  listPendingRecharges,
  lockOrder,
  lockPendingQuantity,
  markOrder,
  noteOrder,
  pendingRechargeFen,
  saveRefunded,
} from './store.ts'
export { findOrders, linesOfEach, lockOrders, markPaid, setLineCards } from './each.ts'
export { insertOrders } from './place.ts'
export type { Placed } from './place.ts'
export { insertConsumptions } from './consumption.ts'
export type { Consumption } from './consumption.ts'
export type { LineDraft, OrderDraft, OrderLine, SaleOrder } from './types.ts'
