export { forgetLoginEvents, recordLogin } from './events.ts'
export { hashPassword } from './passwords.ts'
export { countRecoveryCodes, renewRecoveryCodes } from './recovery-codes.ts'
export {
  chooseMerchant,
  loginNameTaken,
  checkPassword,
  loginRefused,
  notOnPlatform,
  passwordUnchanged,
  passwordWrong,
  secondFactorOff,
  secondFactorOn,
  secondFactorRequired,
  secondFactorWrong,
  temporaryPassword,
} from './rules.ts'
export {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  proofByCode,
  takeAppCode,
} from './second-factor.ts'
export { findLogin, findLoginByName, insertLogin, lockLogin, setPassword } from './store.ts'
export type { Login } from './store.ts'
export { checkProof, verifyPassword } from './verify.ts'
