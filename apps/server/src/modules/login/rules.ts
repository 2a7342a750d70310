import { randomInt } from 'node:crypto'
import { refusal } from '../../kernel/refusals.ts'

export const loginRefused = refusal('access.login_refused', 401)
export const loginLocked = refusal('access.login_locked', 423)
export const loginNameTaken = refusal('access.login_name_taken', 409)
export const passwordWrong = refusal('access.password_wrong', 403)
export const passwordTooSimple = refusal('access.password_too_simple', 400)
export const passwordUnchanged = refusal('access.password_unchanged', 400)
export const notOnPlatform = refusal('access.not_on_platform', 403)
export const chooseMerchant = refusal('access.choose_merchant', 409)

export const secondFactorNeeded = refusal('access.second_factor_needed', 401)
export const secondFactorRefused = refusal('access.second_factor_refused', 401)
export const secondFactorWrong = refusal('access.second_factor_wrong', 403)
export const secondFactorOff = refusal('access.second_factor_off', 409)
export const secondFactorOn = refusal('access.second_factor_on', 409)
export const secondFactorRequired = refusal('access.second_factor_required', 409)

export const failuresMax = 5
export const lockMilliseconds = 15 * 60_000

export type Attempt = { failures: number; lockedUntil: Date | null }

export function isLocked(login: Attempt, now: Date): boolean {
  return login.lockedUntil !== null && login.lockedUntil > now
}

/** What one more failure makes of it: the fifth in a row locks, and counting starts anew after the lock. */
export function afterFailure(login: Attempt, now: Date): Attempt {
  const before = login.lockedUntil !== null && login.lockedUntil <= now ? 0 : login.failures
  const failures = before + 1
  const lockedUntil = failures >= failuresMax ? new Date(now.getTime() + lockMilliseconds) : null
  return { failures, lockedUntil }
}

/** Long is what counts; what everybody tries first, and one's own name, are refused. */
export function checkPassword(password: string, loginName: string): void {
  const lower = password.toLowerCase()
  const simple = new Set(lower).size < 5 || /^(?:password|123456789|qwertyuiop|abcdefghij)/.test(lower)
  if (simple || lower.includes(loginName.toLowerCase())) throw passwordTooSimple()
}

// No letters or digits that look alike: these are read out and typed in once.
const readable = 'abcdefghjkmnpqrstuvwxyz23456789'

/** So many letters, some five bits each. */
export function readableWord(length: number): string {
  return Array.from({ length }, () => readable[randomInt(readable.length)]!).join('')
}

/** Fifteen letters in groups of five: some 74 bits, said once and then changed. */
export function temporaryPassword(): string {
  return [readableWord(5), readableWord(5), readableWord(5)].join('-')
}
