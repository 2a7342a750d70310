export {
  checkUndoable,
  redemptionNotFound,
  redemptionStates,
  redemptionTooOld,
  redemptionUndone,
} from './rules.ts'
export { getRedemption, insertRedemptions, lockRedemption, markUndone } from './store.ts'
export type { NewRedemption, Redemption } from './types.ts'
