import { states } from '../../kernel/states.ts'
import { refusal } from '../../kernel/refusals.ts'

export const staffNotFound = refusal('staff.not_found', 404)
export const lastAdministrator = refusal('staff.last_administrator', 409)
export const staffHasLeft = refusal('staff.has_left', 409)
export const staffIsActive = refusal('staff.is_active', 409)
export const notOneself = refusal('staff.not_oneself', 409)

export const staffStates = states({ active: ['left'], left: ['active'] })

/** Who can give others what they need. A merchant always keeps one such person. */
export const administratorPermissions = ['staff.edit', 'role.edit'] as const
