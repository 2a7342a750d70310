import type { permissions as zh } from '../zh/permissions.ts'
import type { SameKeys } from '../same-keys.ts'

export const permissions: SameKeys<typeof zh> = {
  secondFactor: 'Second factor at login',
  'secondFactor.hint': 'Whoever holds the role sets up a code from their phone before anything else.',
  'diff.secondFactor': 'Second factor',
  'diff.secondFactor.on': 'now asked for',
  'diff.secondFactor.off': 'no longer asked for',
  scope: 'Data scope',
  'scope.all': 'All merchants',
  'scope.merchant': 'Whole merchant',
  'scope.store': 'Own store',
  'scope.own': 'Own work only',
  'scope.all.hint': 'Sees the data of all merchants',
  'scope.merchant.hint': 'Sees the data of every store',
  'scope.store.hint': 'Sees the data of the own store',
  'scope.own.hint': 'Sees only what they handled',
  count: '{chosen} of {all} permissions',
  lacking: 'You lack this permission, so you cannot give it',
  'diff.title': 'Check the changes before saving',
  'diff.added': 'Permissions given',
  'diff.removed': 'Permissions taken away',
  'diff.scope': 'Data scope',
  'diff.name': 'Name',
  'diff.nothing': 'Nothing changes',
}
