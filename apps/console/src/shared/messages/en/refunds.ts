import type { refunds as zh } from '../zh/refunds.ts'
import type { SameKeys } from '../same-keys.ts'

export const refunds: SameKeys<typeof zh> = {
  purpose: 'Every refund: why it is made, and how far it is.',
  search: 'Order or refund number',
  empty: "Start a refund in an order's details.",
  amount: 'Amount',
  order: 'Order',
  number: 'Refund number',
  reason: 'Reason',
  cause: 'Cause',
  state: 'State',
  createdAt: 'Started',
  succeededAt: 'Arrived',
  problem: 'Problem',
}
