export { forgetCodes } from './forget.ts'
export { codeExpired, codeNotSent, codeWrong, lifeSeconds, resendSeconds } from './rules.ts'
export { dropCode, lockMobile, makeCode, tryCode } from './store.ts'
export type { Tried } from './store.ts'
