import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { findLogin, passwordWrong, verifyPassword } from '../../modules/login/index.ts'
import { confirmSession } from '../../modules/session/index.ts'

/** The password once more, for what a session alone may not do. Wrong guesses count as at login. */
export async function confirmPassword(db: Db, caller: StaffCaller, password: string): Promise<void> {
  const known = await inMerchant(db, caller.merchantId, (tx) => findLogin(tx, caller.loginId))
  const login = await verifyPassword(db, { loginName: known?.loginName ?? '', password })
  if (!login) throw passwordWrong()
  await inMerchant(db, caller.merchantId, async (tx) => {
    await confirmSession(tx, caller.sessionId)
    await audit(tx, {
      actor: actorOf(caller),
      action: 'session.confirmed',
      subjectKind: 'session',
      subjectId: caller.sessionId,
    })
  })
}
