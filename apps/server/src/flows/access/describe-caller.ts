import assert from 'node:assert/strict'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import { getStaff, rolesOfStaff } from '../../modules/staff/index.ts'

/** What a console shows of the person who is logged in. */
export async function describeCaller(db: Db, caller: StaffCaller) {
  return inMerchant(db, caller.merchantId, async (tx) => {
    const merchant = await findMerchant(tx, caller.merchantId)
    assert(merchant)
    const staff = await getStaff(tx, caller.staffId)
    const roles = await rolesOfStaff(tx, caller.staffId)
    return {
      staffId: staff.id,
      name: staff.name,
      loginName: staff.loginName,
      platform: caller.platform,
      merchant,
      storeId: staff.storeId,
      roles: roles.filter((role) => role.platform === caller.platform).map((role) => role.name),
      permissions: caller.permissions,
      scope: caller.scope,
      mustChangePassword: caller.mustChangePassword,
      mustSetUpSecondFactor: caller.mustSetUpSecondFactor,
    }
  })
}
