import { singleKind } from './single.ts'

/** A single visit without a card, used on the spot. */
export const visit = singleKind('visit')
