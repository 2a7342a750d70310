export {
  checkUndoable,
  redemptionNotFound,
  redemptionStates,
  redemptionTooOld,
  redemptionUndone,
} from './rules.ts'
export { getRedemption, insertRedemption, lockRedemption, markUndone } from './store.ts'
export type { NewRedemption, Redemption } from './types.ts'
