export { presets } from './presets.ts'
export {
  beyondOwn,
  checkHead,
  checkPermissions,
  checkWithinOwn,
  headFixed,
  permissionUnknown,
  platformNotFound,
  presetFixed,
  roleInUse,
  roleNameTaken,
  roleNotFound,
  templateNotFound,
} from './rules.ts'
export type { Grant } from './rules.ts'
export {
  deleteRole,
  findRole,
  followTemplate,
  insertRole,
  listRoles,
  lockRoles,
  platformName,
  updateRole,
} from './store.ts'
export type { NewRole, Role } from './store.ts'
export { fillPermissions, fillTemplates, listTemplates, lockTemplate, updateTemplate } from './templates.ts'
export type { Template } from './templates.ts'
