export { forgetSessions } from './forget.ts'
export { authCodeRefused, channelUnavailable, sessionNotFound } from './rules.ts'
export {
  addKnownBy,
  confirmSession,
  findSessions,
  listSessionsOfLogin,
  moveSessions,
  openSession,
  revokeSession,
  revokeSessionsOfLogin,
} from './store.ts'
export type { LivingSession, NewSession, Session } from './store.ts'
export { newToken } from './tokens.ts'
