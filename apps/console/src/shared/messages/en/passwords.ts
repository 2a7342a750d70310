import type { passwords as zh } from '../zh/passwords.ts'
import type { SameKeys } from '../same-keys.ts'

export const passwords: SameKeys<typeof zh> = {
  title: 'Temporary password',
  hint: 'Shown only this once. Hand it over in person or in a safe way; it must be changed at the first login.',
  person: 'Name',
  loginName: 'Login name',
  password: 'Temporary password',
  copyAll: 'Copy the login',
  done: 'Handed over',
  text: 'Login name: {loginName}\nTemporary password: {password}\nPlease change it at the first login.',
  'again.title': 'Your password again',
  'again.hint': 'This moves money or permissions. You are not asked again for five minutes.',
  'again.label': 'Password',
  'again.confirm': 'Go on',
}
