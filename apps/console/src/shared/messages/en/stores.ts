import type { stores as zh } from '../zh/stores.ts'
import type { SameKeys } from '../same-keys.ts'

export const stores: SameKeys<typeof zh> = {
  purpose: 'Sales, redemptions and staff belong to stores, and so do figures.',
  add: 'Add a store',
  edit: 'Edit the store',
  name: 'Name',
  address: 'Address',
  'address.placeholder': 'Province, city, street, number',
  staff: 'See staff',
  saved: 'Saved',
  'empty.hint': 'Add a store first, then give people their store.',
}
