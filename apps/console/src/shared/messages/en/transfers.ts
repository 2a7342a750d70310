import type { transfers as zh } from '../zh/transfers.ts'
import type { SameKeys } from '../same-keys.ts'

export const transfers: SameKeys<typeof zh> = {
  open: 'See the transfers',
  title: 'The transfers behind it',
  purpose: 'Double entry: one account debited, one credited, by the same amount, and never changed.',
  empty: 'No transfers yet',
  debit: 'Debit',
  credit: 'Credit',
  undoes: 'takes back an earlier one',
}
