import type { payables as zh } from '../zh/payables.ts'
import type { SameKeys } from '../same-keys.ts'

export const payables: SameKeys<typeof zh> = {
  purpose:
    'Commission and bonuses owed to staff: entered by one, reviewed by another. Only then can they be paid.',
  search: 'Name',
  empty: 'Enter a commission or a bonus; once reviewed it can be paid.',
  staff: 'Staff',
  kind: 'Kind',
  'kind.commission': 'Commission',
  'kind.bonus': 'Bonus',
  'kind.other': 'Other',
  amount: 'Amount',
  reason: 'Reason',
  state: 'State',
  note: 'Review note',
  enteredBy: 'Entered by',
  reviewedBy: 'Reviewed by',
  createdAt: 'Entered at',
  actions: 'Review',
  add: 'Enter a payable',
  'add.done': 'Entered; waits for review',
  approve: 'Approve',
  'approve.title': 'Approve {amount} for {name}?',
  'approve.hint': 'It is then owed, and a payout can be asked for.',
  reject: 'Reject',
  'reject.title': 'Reject {amount} for {name}?',
  'reject.reason': 'Why it is rejected',
  'review.done': 'Reviewed',
  mine: 'Waits for somebody else',
}
