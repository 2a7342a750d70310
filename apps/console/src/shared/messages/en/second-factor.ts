import type { secondFactor as zh } from '../zh/second-factor.ts'
import type { SameKeys } from '../same-keys.ts'

export const secondFactor: SameKeys<typeof zh> = {
  title: 'Second factor',
  must: 'Set up a second factor first',
  'must.hint': 'Your role asks for a code from your phone at login. Set it up to go on.',
  purpose:
    'Beside the password, a six-digit code from an app on your phone: a stolen password opens nothing.',
  begin: 'Set up a second factor',
  scan: 'Scan with any authenticator app',
  typed: 'Or type this key:',
  code: 'The six digits that the app shows',
  'code.wrong': 'Six digits',
  'code.either': 'A code of the app or a recovery code',
  confirm: 'Turn on',
  state: 'State',
  on: 'On',
  since: 'Since',
  codes: 'Recovery codes',
  'codes.left': 'Recovery codes left',
  'codes.count': '{count}',
  'codes.few': 'Few recovery codes are left: make new ones.',
  'codes.hint':
    'They let you in when the phone is lost. Each works once, and they are shown only now: keep them.',
  'codes.kept': 'I have kept them',
  'codes.copy': 'Copy all',
  'codes.renew': 'New recovery codes',
  'codes.renew.title': 'Make new recovery codes?',
  'codes.renew.hint': 'All made before are void.',
  required: 'Your role asks for it: it cannot be turned off',
  off: 'Turn off',
  'off.title': 'Turn the second factor off?',
  'off.hint': 'The password alone will open the console again; the recovery codes are void.',
  'off.done': 'The second factor is off',
}
