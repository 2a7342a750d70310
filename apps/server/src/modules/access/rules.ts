import { refusal } from '../../kernel/refusals.ts'
import type { Caller } from './callers.ts'

export const unauthorized = refusal('http.unauthorized', 401)
export const forbidden = refusal('http.forbidden', 403)
export const passwordNeeded = refusal('access.password_needed', 403)
export const merchantNotOpen = refusal('access.merchant_not_open', 403)
export const passwordMustChange = refusal('access.must_change_password', 403)
export const secondFactorMustBeSetUp = refusal('access.must_set_up_second_factor', 403)

/** Denies by default: a route without an access word, or with one that nobody holds, is closed to all. */
export function checkAccess(access: string, caller: Caller | undefined): void {
  if (access === 'public') return
  if (!caller) throw unauthorized()
  if (access === 'session') return
  if (caller.kind === 'customer' || !caller.permissions.includes(access))
    throw forbidden({ permission: access })
}

const confirmedMilliseconds = 5 * 60_000

/**
 * What moves money out, hands out personal data or changes who may do what asks for the password again: a
 * console that somebody left open is not enough.
 */
export function checkConfirmed(caller: Caller | undefined, now: Date): void {
  const confirmedAt = caller?.kind === 'customer' ? null : caller?.confirmedAt
  if (!confirmedAt || now.getTime() - confirmedAt.getTime() > confirmedMilliseconds) throw passwordNeeded()
}
