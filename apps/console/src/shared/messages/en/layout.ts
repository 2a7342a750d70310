import type { layout as zh } from '../zh/layout.ts'
import type { SameKeys } from '../same-keys.ts'

export const layout: SameKeys<typeof zh> = {
  brand: 'Sesame',
  'audience.merchant': 'Merchant console',
  'audience.operator': 'Operator console',
  'audience.permission': 'Permission console',
  skip: 'Skip to content',
  'menu.open': 'Open menu',
  'menu.fold': 'Fold menu',
  'menu.unfold': 'Unfold menu',
  language: 'Language',
  theme: 'Appearance',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'theme.system': 'Follow system',
  profile: 'My account',
  logout: 'Log out',
  'logout.done': 'Logged out',
}
