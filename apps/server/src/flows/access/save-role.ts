import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { Scope, StaffCaller } from '../../modules/access/index.ts'
import {
  checkPermissions,
  checkWithinOwn,
  deleteRole,
  findRole,
  insertRole,
  lockRoles,
  presetFixed,
  roleInUse,
  roleNotFound,
  updateRole,
} from '../../modules/role/index.ts'
import type { Role } from '../../modules/role/index.ts'
import { checkAdministrator, dropRole, lockAdministration } from '../../modules/staff/index.ts'

type Command = { key: string; caller: StaffCaller }
export type AddRole = Command & {
  name: string
  scope: Scope
  permissions: readonly string[]
  secondFactor?: boolean | undefined
}
export type EditRole = Command & {
  roleId: string
  name?: string | undefined
  scope?: Scope | undefined
  permissions?: readonly string[] | undefined
  secondFactor?: boolean | undefined
}

/** A role of the merchant's own; it can hold nothing that its maker lacks. */
export async function addRole(db: Db, input: AddRole): Promise<Role> {
  const { key, caller, name, scope, secondFactor = false } = input
  const permissions = [...new Set(input.permissions)]
  const actor = actorOf(caller)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'add-role', { key, actor, name, scope, permissions, secondFactor }, async () => {
      checkPermissions('merchant', permissions)
      checkWithinOwn(caller, { scope, permissions })
      const id = await insertRole(tx, { platform: 'merchant', name, scope, permissions, secondFactor })
      await audit(tx, {
        actor,
        action: 'role.added',
        subjectKind: 'role',
        subjectId: id,
        after: { name, scope, permissions, secondFactor },
      })
      return (await findRole(tx, id))!
    }),
  )
}

/** Counts from the next request of everybody who has the role. Presets belong to the platform. */
export async function editRole(db: Db, input: EditRole): Promise<Role> {
  const { key, caller, roleId, name, scope, permissions, secondFactor } = input
  const actor = actorOf(caller)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'edit-role', { key, actor, roleId, name, scope, permissions, secondFactor }, async () => {
      await lockAdministration(tx)
      const role = await lockOwnRole(tx, caller, roleId)
      const after = {
        ...role,
        name: name ?? role.name,
        scope: scope ?? role.scope,
        permissions: permissions ? [...new Set(permissions)] : role.permissions,
        secondFactor: secondFactor ?? role.secondFactor,
      }
      checkPermissions('merchant', after.permissions)
      checkWithinOwn(caller, after)
      await updateRole(tx, after)
      await checkAdministrator(tx)
      await audit(tx, {
        actor,
        action: 'role.edited',
        subjectKind: 'role',
        subjectId: roleId,
        before: seen(role),
        after: seen(after),
      })
      return after
    }),
  )
}

/** Only a role that nobody who works here has; those who left lose it. */
export async function removeRole(db: Db, input: Command & { roleId: string }): Promise<void> {
  const { key, caller, roleId } = input
  const actor = actorOf(caller)
  await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'remove-role', { key, actor, roleId }, async () => {
      await lockAdministration(tx)
      const role = await lockOwnRole(tx, caller, roleId)
      if (role.members > 0) throw roleInUse({ members: role.members })
      await dropRole(tx, roleId)
      await deleteRole(tx, roleId)
      await audit(tx, {
        actor,
        action: 'role.removed',
        subjectKind: 'role',
        subjectId: roleId,
        before: seen(role),
      })
      return {}
    }),
  )
}

async function lockOwnRole(tx: Tx, caller: StaffCaller, roleId: string): Promise<Role> {
  const [role] = await lockRoles(tx, [roleId])
  if (!role) throw roleNotFound()
  if (role.preset) throw presetFixed()
  checkWithinOwn(caller, role)
  return role
}

function seen({ name, scope, permissions, secondFactor }: Role): object {
  return { name, scope, permissions, secondFactor }
}
