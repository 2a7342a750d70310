import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { balancesOf, lockAccounts } from '../../ledger/index.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { cashMustHandIn } from '../../modules/cash/index.ts'
import { cashOfStaff } from '../../modules/chart/index.ts'
import { revokeSessionsOfLogin } from '../../modules/session/index.ts'
import {
  checkAdministrator,
  checkManageable,
  lockAdministration,
  lockStaff,
  markStaff,
  rolesOfStaff,
  staffHasLeft,
  staffIsActive,
} from '../../modules/staff/index.ts'

export type ChangeEmployment = { key: string; caller: StaffCaller; staffId: string }

/** A person leaves: every session of theirs at this merchant ends with it (B6). */
export async function leaveStaff(db: Db, input: ChangeEmployment): Promise<{ staffId: string }> {
  return changeEmployment(db, input, 'left')
}

/** They come back to what they were. */
export async function restoreStaff(db: Db, input: ChangeEmployment): Promise<{ staffId: string }> {
  return changeEmployment(db, input, 'active')
}

async function changeEmployment(
  db: Db,
  { key, caller, staffId }: ChangeEmployment,
  state: 'active' | 'left',
): Promise<{ staffId: string }> {
  const actor = actorOf(caller)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, `staff-${state}`, { key, actor, staffId }, async () => {
      await lockAdministration(tx)
      const staff = await lockStaff(tx, staffId)
      checkManageable(caller, { ...staff, roles: await rolesOfStaff(tx, staffId) })
      if (staff.state === state) throw state === 'left' ? staffHasLeft() : staffIsActive()

      await markStaff(tx, staff, state)
      if (state === 'left') {
        await checkHandedIn(tx, staffId)
        await revokeSessionsOfLogin(tx, staff.loginId, { merchantId: tx.merchantId })
        await checkAdministrator(tx)
      }
      await audit(tx, {
        actor,
        action: state === 'left' ? 'staff.left' : 'staff.restored',
        subjectKind: 'staff',
        subjectId: staffId,
        before: { state: staff.state },
        after: { state },
      })
      return { staffId }
    }),
  )
}

/** Whoever holds the merchant's cash hands it in first. */
async function checkHandedIn(tx: Tx, staffId: string): Promise<void> {
  const cash = cashOfStaff(staffId)
  await lockAccounts(tx, [cash])
  const heldFen = (await balancesOf(tx, [cash])).get(cash.code) ?? 0n
  if (heldFen > 0n) throw cashMustHandIn({ heldFen: Number(heldFen) })
}
