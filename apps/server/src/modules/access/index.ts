export { actorOf } from './callers.ts'
export type { Caller, CustomerCaller, KnownBy, Scope, StaffCaller, StaffPlatform } from './callers.ts'
export {
  checkAccess,
  checkConfirmed,
  forbidden,
  merchantNotOpen,
  passwordMustChange,
  secondFactorMustBeSetUp,
  unauthorized,
} from './rules.ts'
export { isInScope, isWithin, scopeFilter, widest } from './scope.ts'
export type { Sight } from './scope.ts'
