export { hire } from './hire.ts'
export type { Hire } from './hire.ts'
export { countMembers, isSharedLogin, listMemberships } from './memberships.ts'
export type { Membership } from './memberships.ts'
export {
  administratorPermissions,
  checkManageable,
  lastAdministrator,
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
  findStaff,
  getStaff,
  insertStaff,
  lockAdministration,
  lockStaff,
  markStaff,
  rolesOfStaff,
  setRoles,
  updateStaff,
} from './store.ts'
export type { HeldRole, NewStaff, Staff } from './store.ts'
