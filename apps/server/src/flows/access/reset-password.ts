import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { hashPassword, lockLogin, setPassword, temporaryPassword } from '../../modules/login/index.ts'
import { revokeSessionsOfLogin } from '../../modules/session/index.ts'
import {
  checkManageable,
  isSharedLogin,
  lockStaff,
  loginShared,
  notOneself,
  rolesOfStaff,
  staffHasLeft,
} from '../../modules/staff/index.ts'

export type ResetPassword = { key: string; caller: StaffCaller; staffId: string }

/** A temporary password for somebody who holds no more than the caller; all their sessions end. */
export async function resetPassword(
  { db, vault }: { db: Db; vault: Vault },
  { key, caller, staffId }: ResetPassword,
): Promise<{ temporaryPassword: string }> {
  const actor = actorOf(caller)
  const word = temporaryPassword()
  const passwordHash = await hashPassword(word)
  const { sealed } = await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'reset-password', { key, actor, staffId }, async () => {
      const staff = await lockStaff(tx, staffId)
      checkManageable(caller, { ...staff, roles: await rolesOfStaff(tx, staffId) })
      if (staffId === caller.staffId) throw notOneself()
      if (staff.state === 'left') throw staffHasLeft()
      if (await isSharedLogin(tx, staff.loginId)) throw loginShared()

      await lockLogin(tx, staff.loginId)
      await setPassword(tx, staff.loginId, { passwordHash, mustChange: true })
      await revokeSessionsOfLogin(tx, staff.loginId)
      await audit(tx, { actor, action: 'password.reset', subjectKind: 'staff', subjectId: staffId })
      return { sealed: vault.seal(word, 'temporary-password').toString('base64') }
    }),
  )
  const kept = vault.open(Buffer.from(sealed, 'base64'), 'temporary-password')
  return { temporaryPassword: kept.toString('utf8') }
}
