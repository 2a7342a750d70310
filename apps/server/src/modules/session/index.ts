export { forgetSessions } from './forget.ts'
export { authCodeRefused, channelUnavailable, expiryOf, idleMilliseconds, sessionNotFound } from './rules.ts'
export {
  addKnownBy,
  findSession,
  lastSeenOfStaff,
  listSessionsOfLogin,
  moveSessions,
  openSession,
  revokeSession,
  revokeSessionsOfLogin,
} from './store.ts'
export type { LivingSession, NewSession, Session } from './store.ts'
export { hashOf, newToken } from './tokens.ts'
