import type { Audience } from '@sesame/contract/route'
import { refusal } from '../../kernel/refusals.ts'

export const sessionNotFound = refusal('access.session_not_found', 404)
/** A channel does not vouch for whoever brings this code: it is wrong, old, or was used before. */
export const authCodeRefused = refusal('access.auth_code_refused', 401)
export const channelUnavailable = refusal('access.channel_unavailable', 503)

const hour = 3_600_000
const minute = 60_000

/** A session ends when it was not used for so long. */
export function idleMilliseconds(platform: Audience): number {
  return platform === 'customer' ? 30 * 24 * hour : 12 * hour
}

/** At most once a minute, so that reading costs no write. */
export function isWorthTouching(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= minute
}

export function expiryOf(platform: Audience, now: Date): Date {
  return new Date(now.getTime() + idleMilliseconds(platform))
}
