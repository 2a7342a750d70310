import type { WithdrawalState } from '@sesame/contract/states'
import { compactId } from '../../kernel/ids.ts'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { Withdrawal } from './types.ts'

export const withdrawalStates = states({
  requested: ['reviewing', 'approved', 'rejected'],
  reviewing: ['approved', 'rejected'],
  approved: ['transferring', 'rejected'],
  transferring: ['succeeded', 'failed'],
  succeeded: [],
  failed: [],
  rejected: [],
} satisfies Record<WithdrawalState, readonly WithdrawalState[]>)

export const withdrawalNotFound = refusal('withdrawal.not_found', 404)
export const bankAccountNeeded = refusal('withdrawal.no_bank_account', 409)
export const withdrawTooMuch = refusal('withdrawal.too_much', 409)
export const withdrawalStateWrong = refusal('withdrawal.state_wrong', 409)
export const secondPersonNeeded = refusal('withdrawal.second_person', 409)
export const transferDayAhead = refusal('withdrawal.day_ahead', 400)

export function checkStep(withdrawal: Withdrawal, to: WithdrawalState): void {
  const { id: withdrawalId, state } = withdrawal
  if (!withdrawalStates.can(state, to)) throw withdrawalStateWrong({ withdrawalId, state })
}

/** Two persons look at what is much, and at the first money to an account that has not proven itself. */
export function reviewersOf(
  amountFen: bigint,
  { reviewAboveFen, proven }: { reviewAboveFen: bigint; proven: boolean },
): 0 | 2 {
  return proven && amountFen <= reviewAboveFen ? 0 : 2
}

/** W, the day, and the random tail of the id: short enough to be read out. */
export function withdrawalNumber(id: string, day: string): string {
  return `W${day.replaceAll('-', '')}${compactId(id).slice(-6)}`
}

/** Where a bank account's sealed number belongs. */
export const sealContext = (id: string): string => `bank-account:${id}`

export const maskedNumber = (tail: string): string => `**** **** **** ${tail}`
