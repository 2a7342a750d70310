import { states } from '../../kernel/states.ts'
import { refusal } from '../../kernel/refusals.ts'
import { isInScope } from '../access/index.ts'
import type { Scope, StaffCaller } from '../access/index.ts'
import { checkWithinOwn } from '../role/index.ts'

export const staffNotFound = refusal('staff.not_found', 404)
export const lastAdministrator = refusal('staff.last_administrator', 409)
export const staffHasLeft = refusal('staff.has_left', 409)
export const staffIsActive = refusal('staff.is_active', 409)
export const notOneself = refusal('staff.not_oneself', 409)
export const loginShared = refusal('staff.login_shared', 409)

export const staffStates = states({ active: ['left'], left: ['active'] })

/** Who can give others what they need. A merchant always keeps one such person. */
export const administratorPermissions = ['staff.edit', 'role.edit'] as const

type Managed = {
  id: string
  storeId: string | null
  roles: readonly { scope: Scope; permissions: readonly string[] }[]
}

/**
 * Whom a caller may change: people within their data scope who hold nothing beyond what the caller holds. Else
 * a reset password or a changed role would be a way up.
 */
export function checkManageable(caller: StaffCaller, person: Managed): void {
  if (!isInScope(caller, { storeId: person.storeId, staffId: person.id })) throw staffNotFound()
  for (const role of person.roles) checkWithinOwn(caller, role)
}
