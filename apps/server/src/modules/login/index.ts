export { hashPassword } from './passwords.ts'
export {
  chooseMerchant,
  checkPassword,
  loginRefused,
  notOnPlatform,
  passwordUnchanged,
  passwordWrong,
  temporaryPassword,
} from './rules.ts'
export { findLogin, findLoginByName, insertLogin, lockLogin, setPassword } from './store.ts'
export type { Login } from './store.ts'
export { verifyPassword } from './verify.ts'
