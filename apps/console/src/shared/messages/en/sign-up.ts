import type { SameKeys } from '../same-keys.ts'
import type { signUp as zh } from '../zh/sign-up.ts'

export const signUp: SameKeys<typeof zh> = {
  title: 'Sign up a merchant',
  purpose: 'One step; form and documents come after it.',
  merchantName: 'Name of the merchant',
  'merchantName.example': 'e.g. Haiyan Swimming',
  name: 'Your name',
  mobile: 'Mobile',
  'mobile.wrong': 'Eleven digits',
  code: 'Code by SMS',
  'code.wrong': 'Six digits',
  'code.send': 'Send a code',
  'code.again': 'Again in {seconds} s',
  'code.sent': 'Sent',
  loginName: 'Login name',
  'loginName.hint': 'Lower-case letter first; 3–40 letters, digits or . _ -',
  password: 'Password',
  'password.rule': 'At least 10 characters',
  required: 'Required',
  submit: 'Sign up',
  known: 'I have a login',
}
