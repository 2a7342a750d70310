import type { roles as zh } from '../zh/roles.ts'
import type { SameKeys } from '../same-keys.ts'

export const roles: SameKeys<typeof zh> = {
  purpose: 'A role says what one may do and whose data one sees; a person may have several.',
  add: 'Add a role',
  name: 'Name',
  preset: 'Preset',
  'preset.hint': 'Preset roles are kept by the platform and follow it; save your own copy to change one.',
  copy: 'Save as a new role',
  'copy.name': '{name} (own)',
  permissions: 'Permissions',
  members: 'Members',
  'members.count': '{count} {count|person|people}',
  'members.none': 'Nobody has this role',
  'members.of': 'People with this role',
  affected: 'Takes effect at once for {count} {count|member|members}.',
  saved: 'Saved',
  remove: 'Remove',
  'remove.title': 'Remove the role “{name}”?',
  'remove.hint': 'This cannot be undone. A role that people still have is not removed.',
  removed: 'Removed',
  'permissions.required': 'Tick at least one permission',
}
