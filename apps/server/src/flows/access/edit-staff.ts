import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { actorOf, isInScope } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { checkWithinOwn, lockRoles, roleNotFound } from '../../modules/role/index.ts'
import {
  checkAdministrator,
  checkManageable,
  lockAdministration,
  lockStaff,
  rolesOfStaff,
  setRoles,
  updateStaff,
} from '../../modules/staff/index.ts'
import type { Staff } from '../../modules/staff/index.ts'
import { findStore, storeNotFound } from '../../modules/store/index.ts'

export type EditStaff = {
  key: string
  caller: StaffCaller
  staffId: string
  name?: string | undefined
  mobile?: string | null | undefined
  roleIds?: readonly string[] | undefined
  storeId?: string | null | undefined
}

/** Changes a person within the caller's reach, to no more than what the caller holds. */
export async function editStaff(
  { db, vault }: { db: Db; vault: Vault },
  input: EditStaff,
): Promise<{ staffId: string }> {
  const { caller, staffId } = input
  const { caller: _, ...content } = input
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'edit-staff', { ...content, actor: actorOf(caller) }, async () => {
      await lockAdministration(tx)
      const staff = await lockStaff(tx, staffId)
      const roles = await rolesOfStaff(tx, staffId)
      checkManageable(caller, { ...staff, roles })

      const after = { ...staff, ...(await changesOf(tx, vault, input)) }
      await updateStaff(tx, after)
      const roleNames = input.roleIds && (await changeRoles(tx, caller, { staffId, roleIds: input.roleIds }))
      await checkAdministrator(tx)
      await audit(tx, {
        actor: actorOf(caller),
        action: 'staff.edited',
        subjectKind: 'staff',
        subjectId: staffId,
        before: seen(
          staff,
          roles.map((role) => role.name),
        ),
        after: seen(after, roleNames ?? roles.map((role) => role.name)),
      })
      return { staffId }
    }),
  )
}

async function changesOf(tx: Tx, vault: Vault, input: EditStaff): Promise<Partial<Staff>> {
  const { caller, staffId, name, mobile, storeId } = input
  if (storeId !== undefined) {
    if (storeId !== null && !(await findStore(tx, storeId))) throw storeNotFound()
    if (!isInScope(caller, { storeId, staffId })) throw storeNotFound()
  }
  return {
    ...(name !== undefined && { name }),
    ...(mobile !== undefined && { mobileSealed: mobile === null ? null : vault.seal(mobile, 'mobile') }),
    ...(storeId !== undefined && { storeId }),
  }
}

async function changeRoles(
  tx: Tx,
  caller: StaffCaller,
  { staffId, roleIds }: { staffId: string; roleIds: readonly string[] },
): Promise<string[]> {
  const roles = await lockRoles(tx, roleIds)
  if (roles.length !== new Set(roleIds).size) throw roleNotFound()
  for (const role of roles) checkWithinOwn(caller, role)
  await setRoles(
    tx,
    staffId,
    roles.map((role) => role.id),
  )
  return roles.map((role) => role.name)
}

function seen(staff: Pick<Staff, 'name' | 'storeId'>, roles: readonly string[]): object {
  return { name: staff.name, storeId: staff.storeId, roles }
}
