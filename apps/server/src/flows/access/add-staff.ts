import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { actorOf, isInScope } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { hashPassword, temporaryPassword } from '../../modules/login/index.ts'
import { checkWithinOwn, lockRoles, roleNotFound } from '../../modules/role/index.ts'
import { hire } from '../../modules/staff/index.ts'
import { findStore, storeNotFound } from '../../modules/store/index.ts'

export type AddStaff = {
  key: string
  caller: StaffCaller
  name: string
  loginName: string
  mobile?: string | undefined
  roleIds: readonly string[]
  storeId?: string | null | undefined
  /** For the demo; absent: a temporary one is made, which must be changed at the first login. */
  password?: string
}

/** A person of staff with a login; nobody can give what they lack. The temporary password is answered once. */
export async function addStaff(
  { db, vault }: { db: Db; vault: Vault },
  input: AddStaff,
): Promise<{ staffId: string; temporaryPassword: string }> {
  const { key, caller, password, ...content } = input
  const word = password ?? temporaryPassword()
  const passwordHash = await hashPassword(word)
  const answer = await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'add-staff', { key, actor: actorOf(caller), ...content }, async () => {
      const storeId = await storeFor(tx, caller, input.storeId)
      const roles = await lockRoles(tx, input.roleIds)
      if (roles.length !== new Set(input.roleIds).size) throw roleNotFound()
      for (const role of roles) checkWithinOwn(caller, role)

      const staffId = await hire(tx, {
        loginName: input.loginName,
        passwordHash,
        mustChange: password === undefined,
        name: input.name,
        mobileSealed: input.mobile ? vault.seal(input.mobile, 'mobile') : null,
        storeId,
        roleIds: roles.map((role) => role.id),
      })
      await audit(tx, {
        actor: actorOf(caller),
        action: 'staff.added',
        subjectKind: 'staff',
        subjectId: staffId,
        after: {
          name: input.name,
          loginName: input.loginName,
          storeId,
          roles: roles.map((role) => role.name),
        },
      })
      return { staffId, sealed: vault.seal(word, 'temporary-password').toString('base64') }
    }),
  )
  const kept = vault.open(Buffer.from(answer.sealed, 'base64'), 'temporary-password')
  return { staffId: answer.staffId, temporaryPassword: kept.toString('utf8') }
}

/** Whoever answers for one store adds people to that store only. */
async function storeFor(
  tx: Tx,
  caller: StaffCaller,
  wished: string | null | undefined,
): Promise<string | null> {
  const storeId = wished ?? (caller.scope === 'store' ? caller.storeId : null)
  if (storeId !== null && !(await findStore(tx, storeId))) throw storeNotFound()
  if (!isInScope(caller, { storeId, staffId: null })) throw storeNotFound()
  return storeId
}
