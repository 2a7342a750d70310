export {
  checkHead,
  checkPermissions,
  checkWithinOwn,
  platformNotFound,
  presetFixed,
  roleInUse,
  roleNotFound,
  templateNotFound,
} from './rules.ts'
export type { Grant } from './rules.ts'
export {
  deleteRole,
  findRole,
  followTemplate,
  followTemplates,
  insertRole,
  listRoles,
  lockRoles,
  updateRole,
} from './store.ts'
export type { NewRole, Role } from './store.ts'
export { fillPermissions, fillTemplates, listTemplates, lockTemplate, updateTemplate } from './templates.ts'
export type { Template } from './templates.ts'
