import type { Redemption as RedemptionSchema } from '@sesame/contract/cards'
import type { Static } from '@sesame/contract/schema'

export type Redemption = Static<typeof RedemptionSchema>

export const visitsUsed = (redemption: Redemption) => redemption.visits + redemption.giftVisits
export const isUndoable = (redemption: Redemption, now = Date.now()) =>
  redemption.state === 'done' && Date.parse(redemption.undoUntil) > now
