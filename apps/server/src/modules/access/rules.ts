import { refusal } from '../../kernel/refusals.ts'
import type { Caller } from './callers.ts'

export const unauthorized = refusal('http.unauthorized', 401)
export const forbidden = refusal('http.forbidden', 403)
export const passwordMustChange = refusal('access.must_change_password', 403)

/** Denies by default: a route without an access word, or with one that nobody holds, is closed to all. */
export function checkAccess(access: string, caller: Caller | undefined): void {
  if (access === 'public') return
  if (!caller) throw unauthorized()
  if (access === 'session') return
  if (caller.kind === 'customer' || !caller.permissions.includes(access))
    throw forbidden({ permission: access })
}
