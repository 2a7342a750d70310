import assert from 'node:assert/strict'
import { audit } from '../../kernel/audit.ts'
import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { hashPassword, temporaryPassword } from '../../modules/login/index.ts'
import { findOperator } from '../../modules/merchant/index.ts'
import { listRoles } from '../../modules/role/index.ts'
import { hire } from '../../modules/staff/index.ts'

export type AddOperatorStaff = {
  loginName: string
  name: string
  /** Absent: a temporary one is made, which must be changed at the first login. */
  password?: string
}

/** Somebody who runs the platform: the first role of the operator's console and of the permission console. */
export async function addOperatorStaff(
  db: Db,
  { loginName, name, password }: AddOperatorStaff,
): Promise<{ operatorId: string; staffId: string; password: string }> {
  const operator = await inGlobal(db, findOperator)
  assert(operator, 'there is no operator yet: migrate first')
  const word = password ?? temporaryPassword()
  const passwordHash = await hashPassword(word)
  return inMerchant(db, operator.id, async (tx) => {
    const [head] = await listRoles(tx, 'operator')
    const [keeper] = await listRoles(tx, 'permission')
    assert(head && keeper)
    const roleIds = [head.id, keeper.id]
    const staffId = await hire(tx, {
      loginName,
      name,
      passwordHash,
      mustChange: password === undefined,
      roleIds,
    })
    await audit(tx, {
      actor: { kind: 'system', id: 'command-line' },
      action: 'staff.added',
      subjectKind: 'staff',
      subjectId: staffId,
      after: { name, loginName, roles: [head.name, keeper.name] },
    })
    return { operatorId: operator.id, staffId, password: word }
  })
}
