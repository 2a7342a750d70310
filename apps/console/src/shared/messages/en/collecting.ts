import type { collecting as zh } from '../zh/collecting.ts'
import type { SameKeys } from '../same-keys.ts'

export const collecting: SameKeys<typeof zh> = {
  purpose: "The operator's own numbers: granted to a merchant, the operator collects for it.",
  add: 'Add an account',
  name: 'Name',
  merchants: 'Merchants using it',
  'empty.hint': "Enter the operator's number and keys first, then grant it to merchants.",
  'save.hint': 'Grant it to merchants once saved; each tries it with one fen among its channels.',
  enable: 'Enable',
  'enable.title': 'Enable “{name}”?',
  'enable.hint': 'Merchants it was granted to can collect by it.',
  disable: 'Disable',
  'disable.title': 'Disable “{name}”?',
  'disable.hint': 'No new orders of any merchant are paid by it; notices and refunds of earlier ones go on.',
  done: 'Saved',
  grants: 'Granted to',
  'grants.hint':
    'A merchant sees that the operator collects, never the keys. Withdrawn, it takes no new payments.',
  'grants.search': 'Beginning of the name, or code',
  'grants.none': 'No merchant found',
  'grants.more': 'There are more merchants; search for the one you need',
  grant: 'Grant',
  'grant.done': 'Granted',
  withdraw: 'Withdraw',
  'withdraw.title': 'Withdraw it from “{merchant}”?',
  'withdraw.hint': 'The operator collects no new orders; paid ones go on.',
  'withdraw.done': 'Withdrawn',
  'state.granted': 'Granted',
  'state.withdrawn': 'Withdrawn',
  'state.never': 'Not granted',
}
