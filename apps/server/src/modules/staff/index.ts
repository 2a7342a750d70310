export { hire } from './hire.ts'
export type { Hire } from './hire.ts'
export { isSharedLogin, listMemberships } from './memberships.ts'
export type { Membership } from './memberships.ts'
export {
  checkManageable,
  loginShared,
  notOneself,
  staffHasLeft,
  staffIsActive,
  staffNotFound,
} from './rules.ts'
export {
  checkAdministrator,
  dropRole,
  findPowers,
  getStaff,
  lockAdministration,
  lockStaff,
  markStaff,
  rolesOfStaff,
  setRoles,
  updateStaff,
} from './store.ts'
export type { HeldRole, NewStaff, Powers, Staff } from './store.ts'
