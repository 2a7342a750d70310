import { permissionsOf } from '@sesame/contract/permissions'
import { refusal } from '../../kernel/refusals.ts'
import { isWithin } from '../access/index.ts'
import type { Scope, StaffPlatform } from '../access/index.ts'

export const roleNotFound = refusal('role.not_found', 404)
export const roleNameTaken = refusal('role.name_taken', 409)
export const presetFixed = refusal('role.preset_fixed', 409)
export const headFixed = refusal('role.head_fixed', 409)
export const roleInUse = refusal('role.in_use', 409)
export const permissionUnknown = refusal('role.permission_unknown', 400)
export const beyondOwn = refusal('role.beyond_own', 403)
export const templateNotFound = refusal('role.template_not_found', 404)
export const platformNotFound = refusal('role.platform_not_found', 404)

export type Grant = { scope: Scope; permissions: readonly string[] }

export function checkPermissions(platform: StaffPlatform, permissions: readonly string[]): void {
  const known = new Set(permissionsOf(platform))
  const unknown = permissions.filter((permission) => !known.has(permission))
  if (unknown.length > 0) throw permissionUnknown({ permissions: unknown })
}

/** Nobody gives a permission that they lack, nor a scope wider than their own. */
export function checkWithinOwn(giver: Grant, given: Grant): void {
  const lacking = given.permissions.filter((permission) => !giver.permissions.includes(permission))
  if (lacking.length > 0 || !isWithin(given.scope, giver.scope))
    throw beyondOwn({ permissions: lacking, scope: given.scope })
}

const headNeeds: Record<StaffPlatform, readonly string[]> = {
  merchant: ['staff.view', 'staff.edit', 'role.edit'],
  operator: ['merchant.view', 'merchant.edit'],
  permission: ['permission.view', 'permission.edit'],
}

/** The first role of a platform keeps what administration needs, or nobody could undo a mistake. */
export function checkHead(template: Grant & { platform: StaffPlatform }): void {
  const lacking = headNeeds[template.platform].filter((code) => !template.permissions.includes(code))
  if (lacking.length > 0 || !isWithin('merchant', template.scope)) throw headFixed({ permissions: lacking })
}
