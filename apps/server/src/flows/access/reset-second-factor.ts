import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { dropSecondFactor, lockLogin, secondFactorOff } from '../../modules/login/index.ts'
import { revokeSessionsOfLogin } from '../../modules/session/index.ts'
import {
  checkManageable,
  isSharedLogin,
  lockStaff,
  loginShared,
  notOneself,
  rolesOfStaff,
} from '../../modules/staff/index.ts'

export type ResetSecondFactor = { key: string; caller: StaffCaller; staffId: string }

/** For somebody who lost phone and recovery codes, and holds no more than the caller; their sessions end. */
export async function resetSecondFactor(
  db: Db,
  { key, caller, staffId }: ResetSecondFactor,
): Promise<{ staffId: string }> {
  const actor = actorOf(caller)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'reset-second-factor', { key, actor, staffId }, async () => {
      const staff = await lockStaff(tx, staffId)
      checkManageable(caller, { ...staff, roles: await rolesOfStaff(tx, staffId) })
      if (staffId === caller.staffId) throw notOneself()
      if (await isSharedLogin(tx, staff.loginId)) throw loginShared()
      const login = await lockLogin(tx, staff.loginId)
      if (!login?.secondFactorAt) throw secondFactorOff()
      await dropSecondFactor(tx, staff.loginId)
      await revokeSessionsOfLogin(tx, staff.loginId)
      await audit(tx, { actor, action: 'second-factor.reset', subjectKind: 'staff', subjectId: staffId })
      return { staffId }
    }),
  )
}
