import { inGlobal } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Caller, StaffCaller } from '../../modules/access/index.ts'
import { listSessionsOfLogin, revokeSession, sessionNotFound } from '../../modules/session/index.ts'
import type { Session } from '../../modules/session/index.ts'

export async function logOut(db: Db, caller: Caller): Promise<void> {
  await inGlobal(db, (tx) => revokeSession(tx, caller.sessionId))
}

export async function listOwnSessions(
  db: Db,
  caller: StaffCaller,
): Promise<(Session & { current: boolean })[]> {
  const sessions = await inGlobal(db, (tx) => listSessionsOfLogin(tx, caller.loginId))
  return sessions.map((session) => ({ ...session, current: session.id === caller.sessionId }))
}

/** Only one's own; anybody else's session is as unknown as one that never was. */
export async function endOwnSession(db: Db, caller: StaffCaller, sessionId: string): Promise<void> {
  await inGlobal(db, async (tx) => {
    const own = await listSessionsOfLogin(tx, caller.loginId)
    if (!own.some((session) => session.id === sessionId)) throw sessionNotFound()
    await revokeSession(tx, sessionId)
  })
}
