import type { Card, Redeemed } from '../api/types'

/** What was read from the customer's code, and what came of it, between the pages of one redemption. */
export type Reading = { code: string; card: Card; redeemUntil: string }

let reading: Reading | undefined
let outcome: Redeemed | undefined

export function rememberReading(read: Reading): void {
  reading = read
  outcome = undefined
}

export function lastReading(): Reading | undefined {
  return reading
}

export function rememberOutcome(redeemed: Redeemed): void {
  outcome = redeemed
  reading = undefined
}

export function lastOutcome(): Redeemed | undefined {
  return outcome
}
