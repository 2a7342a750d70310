import type { RedemptionState } from '@sesame/contract/states'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { Redemption } from './types.ts'

export const redemptionStates = states({
  done: ['undone'],
  undone: [],
} satisfies Record<RedemptionState, readonly RedemptionState[]>)

export const redemptionNotFound = refusal('redemption.not_found', 404)
export const redemptionUndone = refusal('redemption.undone', 409)
export const redemptionTooOld = refusal('redemption.too_old', 409)

export function checkUndoable(redemption: Redemption, now: Date): void {
  if (redemption.state !== 'done') throw redemptionUndone({ redemptionId: redemption.id })
  if (redemption.undoUntil < now) throw redemptionTooOld({ undoUntil: redemption.undoUntil.toISOString() })
}
