import type { Payee as PayeeSchema, Payout as PayoutSchema, PayoutSummary } from '@sesame/contract/payouts'
import type { Static } from '@sesame/contract/schema'

export type Payee = Static<typeof PayeeSchema>
export type Payout = Static<typeof PayoutSchema>
export type PayoutRow = Static<typeof PayoutSummary>

/** Something may still happen to it, by whomever. */
export const mayChange = (state: string): boolean => state === 'requested' || isMoving(state)

/** The channel may have it: something may happen to it by itself. */
export const isMoving = (state: string): boolean =>
  state === 'approved' || state === 'sending' || state === 'waiting'
