import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { findOperator, insertMerchant } from '../../modules/merchant/index.ts'
import { fillPermissions, fillTemplates, insertRole, listTemplates } from '../../modules/role/index.ts'

/**
 * What must be there before anybody can log in: the permissions that routes ask for, the role templates, and
 * the operator with books and roles of its own. Run after each migration; safe to repeat.
 */
export async function foundOperator(db: Db): Promise<string> {
  const known = await inGlobal(db, async (tx) => {
    await fillPermissions(tx)
    await fillTemplates(tx)
    return findOperator(tx)
  })
  if (known) return known.id

  const operatorId = db.newId()
  await inMerchant(db, operatorId, async (tx) => {
    await insertMerchant(tx, { name: '芝麻开门', kind: 'operator', typeCode: 'operator', code: 'SESAME' })
    const templates = [...(await listTemplates(tx, 'operator')), ...(await listTemplates(tx, 'permission'))]
    for (const { id: templateId, platform, name, scope, permissions } of templates)
      await insertRole(tx, { platform, name, scope, permissions, templateId })
  })
  return operatorId
}
