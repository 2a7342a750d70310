export { hire } from './hire.ts'
export type { Hire } from './hire.ts'
export { listStaff } from './lists.ts'
export { countMembers, listMemberships } from './memberships.ts'
export type { Membership } from './memberships.ts'
export {
  administratorPermissions,
  lastAdministrator,
  notOneself,
  staffHasLeft,
  staffIsActive,
  staffNotFound,
} from './rules.ts'
export {
  checkAdministrator,
  findStaff,
  getStaff,
  insertStaff,
  lockAdministration,
  lockStaff,
  markStaff,
  rolesOfEach,
  rolesOfStaff,
  setRoles,
  updateStaff,
} from './store.ts'
export type { HeldRole, NewStaff, Staff } from './store.ts'
