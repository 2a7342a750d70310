import type { Payee as PayeeSchema, Payout as PayoutSchema, PayoutSummary } from '@sesame/contract/payouts'
import type { Static } from '@sesame/contract/schema'

export type Payee = Static<typeof PayeeSchema>
export type Payout = Static<typeof PayoutSchema>
export type PayoutRow = Static<typeof PayoutSummary>

/** Something may still happen to it by itself. */
export const isMoving = (state: string): boolean =>
  state === 'approved' || state === 'sending' || state === 'waiting'
