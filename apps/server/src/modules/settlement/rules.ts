import type { SettlementPeriod, StatementGroup } from '@sesame/contract/settlement'
import type { StatementState } from '@sesame/contract/states'
import { fen, portion } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { SettlementTerms, StatementMovement } from './types.ts'

export const statementStates = states({
  open: ['confirmed'],
  confirmed: ['paid', 'carried'],
  paid: [],
  carried: [],
} satisfies Record<StatementState, readonly StatementState[]>)

export const statementNotFound = refusal('settlement.not_found', 404)
export const statementNotOpen = refusal('settlement.not_open', 409)
export const nothingDue = refusal('settlement.nothing_due', 409)

/** What holds until the operator agrees on something else with a merchant. */
export const defaultTerms: SettlementTerms = {
  period: 'week',
  feeBasisPoints: 0,
  reviewAboveFen: fen(5000_00),
}

const dayMilliseconds = 86_400_000
const dayOf = (day: string): Date => new Date(`${day}T00:00:00Z`)
const textOf = (date: Date): string => date.toISOString().slice(0, 10)

export function dayAfter(day: string, days = 1): string {
  return textOf(new Date(dayOf(day).getTime() + days * dayMilliseconds))
}

/** Weeks end on Sunday and months on their last day, whenever the first day of the period is. */
export function lastDayOf(firstDay: string, period: SettlementPeriod): string {
  const date = dayOf(firstDay)
  if (period === 'day') return firstDay
  if (period === 'week') return dayAfter(firstDay, (7 - date.getUTCDay()) % 7)
  return textOf(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)))
}

export const available = 'merchant:available'
export const prepaid = 'card:principal'

/** Which line of the merchant's own money a movement belongs to: told by the other class of accounts. */
export function groupOf({
  debit,
  credit,
  kind,
}: Pick<StatementMovement, 'debit' | 'credit' | 'kind'>): StatementGroup {
  const grows = credit === available
  const other = grows ? debit : credit
  if (other.startsWith('staff:')) return 'commission'
  // Money that the merchant was paid directly is its own already; it owes what it was paid for.
  if (other === 'order') return kind === 'order.paid' ? 'own-inflow' : 'sales'
  if (other === 'refund') return kind.startsWith('refund.paid') ? 'own-refund' : 'refund'
  if (other === 'channel') return kind === 'bill.corrected' ? 'other' : 'channel-fee'
  return groups[other] ?? 'other'
}

const groups: Record<string, StatementGroup> = {
  'card:principal': 'consumption',
  'card:advanced': 'consumption',
  'operator:due': 'operator-fee',
  sharing: 'sharing',
  'merchant:commission-cost': 'commission',
  'merchant:margin': 'margin',
  'merchant:withdrawing': 'withdrawal',
}

export type Figures = Record<
  | 'salesFen'
  | 'consumedFen'
  | 'refundsFen'
  | 'channelFeesFen'
  | 'commissionFen'
  | 'marginFen'
  | 'operatorFeesFen'
  | 'subsidiesFen'
  | 'withdrawnFen',
  Fen
>

type Pair = readonly [debit: string, credit: string, kind?: string]

/** What went one way, less what went back. */
function netOf(movements: readonly StatementMovement[], ...pairs: Pair[]): Fen {
  let net = 0n
  for (const { debit, credit, kind, amountFen } of movements)
    for (const [from, to, only] of pairs) {
      if (only !== undefined && only !== kind) continue
      if (debit === from && credit === to) net += amountFen
      if (debit === to && credit === from) net -= amountFen
    }
  return fen(net)
}

/** The figures at the head of a statement, all from the movements of its period. */
export function figuresOf(movements: readonly StatementMovement[]): Figures {
  return {
    salesFen: netOf(movements, ['channel', 'order'], [available, 'order', 'order.paid']),
    consumedFen: netOf(movements, [prepaid, available], [prepaid, 'card:advanced']),
    refundsFen: netOf(
      movements,
      ['refund', 'channel'],
      ['refund', available, 'refund.paid'],
      ['refund', available, 'refund.paid_by_hand'],
    ),
    channelFeesFen: netOf(movements, [available, 'channel']),
    commissionFen: netOf(movements, [available, 'merchant:commission-cost']),
    marginFen: netOf(movements, [available, 'merchant:margin']),
    operatorFeesFen: netOf(movements, [available, 'operator:due']),
    subsidiesFen: netOf(movements, ['operator:subsidy', 'order']),
    withdrawnFen: netOf(movements, [available, 'merchant:withdrawing']),
  }
}

/** Only what was collected over the operator's number is charged for, and never less than nothing. */
export function feeOf(
  movements: readonly StatementMovement[],
  feeBasisPoints: number,
): { feeBaseFen: Fen; feeFen: Fen } {
  const base = netOf(movements, ['channel', 'order'], ['channel', 'refund'])
  const feeBaseFen = base > 0n ? base : fen(0n)
  return { feeBaseFen, feeFen: portion(feeBaseFen, feeBasisPoints) }
}
