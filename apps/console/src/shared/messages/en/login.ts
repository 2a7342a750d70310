import type { login as zh } from '../zh/login.ts'
import type { SameKeys } from '../same-keys.ts'

export const login: SameKeys<typeof zh> = {
  tagline: 'See where every prepaid yuan is',
  'point.card': 'Sell, recharge and redeem cards at one counter',
  'point.books': 'Double-entry books: click any amount for the story behind it',
  'point.safe': 'Prepaid money in escrow, released one visit at a time',
  welcome: 'Log in',
  'as.merchant': 'Merchant',
  'as.operator': 'Operator',
  'as.permission': 'Permission',
  name: 'Login name',
  'name.placeholder': 'for example lin.boss',
  'name.required': 'Enter your login name',
  password: 'Password',
  'password.required': 'Enter your password',
  merchant: 'Which merchant',
  'merchant.required': 'Choose a merchant',
  code: 'Code of your authenticator app',
  'code.hint': 'Six digits; without your phone, a recovery code.',
  'code.required': 'Enter the code, or a recovery code',
  forgotten: 'Forgotten? Ask your administrator to reset it.',
  signUp: 'Sign up a merchant',
  submit: 'Log in',
  'demo.title': 'Demo logins',
  'demo.hint': 'Click one to fill it in',
  footer: '© Sesame · prepaid cards and their books',
}
