import type { permissionConsole as zh } from '../zh/permission-console.ts'
import type { SameKeys } from '../same-keys.ts'

export const permissionConsole: SameKeys<typeof zh> = {
  'platforms.purpose': 'Each console is a platform with its own roles and permissions.',
  'platforms.roles': 'Role templates',
  'platforms.permissions': 'Permissions',
  'platforms.members': 'Members',
  'platforms.see.roles': 'See roles',
  'platforms.see.tree': 'See permissions',
  platform: 'Platform',
  'platform.merchant': 'Merchant console',
  'platform.operator': 'Operator console',
  'platform.permission': 'Permission console',
  'roles.purpose': 'New merchants start with these; preset roles in use follow every change at once.',
  'roles.name': 'Role',
  'roles.permissions': 'Permissions',
  'roles.followers': 'Roles that follow',
  'roles.followers.count': '{count} {count|role|roles}',
  'roles.affected': '{count} {count|role that follows it changes|roles that follow it change} at once.',
  'roles.affected.none': 'No role follows it now; only new merchants are affected.',
  'roles.saved': 'Saved; {count} {count|role follows|roles follow}',
  'tree.purpose': 'Permissions are defined by the program: what each request needs, area by area.',
  'tree.usedBy': 'Roles that have it',
  'tree.usedBy.none': 'No role has it',
}
