import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import {
  checkPassword,
  findLogin,
  hashPassword,
  passwordUnchanged,
  passwordWrong,
  setPassword,
  verifyPassword,
} from '../../modules/login/index.ts'
import { revokeSessionsOfLogin } from '../../modules/session/index.ts'

export type ChangePassword = { caller: StaffCaller; currentPassword: string; newPassword: string }

/** One's own password. Wrong guesses of the current one count as at login; all other sessions end. */
export async function changePassword(db: Db, input: ChangePassword): Promise<void> {
  const { caller, currentPassword, newPassword } = input
  const loginName = await inMerchant(db, caller.merchantId, async (tx) => {
    const login = await findLogin(tx, caller.loginId)
    return login?.loginName ?? ''
  })
  const login = await verifyPassword(db, { loginName, password: currentPassword })
  if (!login) throw passwordWrong()
  if (newPassword === currentPassword) throw passwordUnchanged()
  checkPassword(newPassword, loginName)

  const passwordHash = await hashPassword(newPassword)
  await inMerchant(db, caller.merchantId, async (tx) => {
    await setPassword(tx, login.id, { passwordHash, mustChange: false })
    await revokeSessionsOfLogin(tx, login.id, { except: caller.sessionId })
    await audit(tx, {
      actor: actorOf(caller),
      action: 'password.changed',
      subjectKind: 'staff',
      subjectId: caller.staffId,
    })
  })
}
