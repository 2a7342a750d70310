export { hashPassword, isPassword } from './passwords.ts'
export {
  afterFailure,
  chooseMerchant,
  checkPassword,
  failuresMax,
  isLocked,
  lockMilliseconds,
  loginLocked,
  loginNameTaken,
  loginRefused,
  notOnPlatform,
  passwordTooSimple,
  passwordUnchanged,
  passwordWrong,
  temporaryPassword,
} from './rules.ts'
export { findLogin, findLoginByName, insertLogin, lockLogin, markAttempt, setPassword } from './store.ts'
export type { Login } from './store.ts'
export { verifyPassword } from './verify.ts'
