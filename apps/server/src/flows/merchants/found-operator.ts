import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { findOperator, insertMerchant, listMerchantIds } from '../../modules/merchant/index.ts'
import { fillMerchantTypes } from '../../modules/merchant-type/index.ts'
import {
  fillPermissions,
  fillTemplates,
  followTemplates,
  insertRole,
  listTemplates,
} from '../../modules/role/index.ts'

/**
 * What must be there before anybody can log in: the permissions that routes ask for, the role templates, and
 * the operator with books and roles of its own. Run after each migration; safe to repeat.
 */
export async function foundOperator(db: Db): Promise<string> {
  const known = await inGlobal(db, async (tx) => {
    const fresh = await fillPermissions(tx)
    await fillTemplates(tx, fresh)
    await fillMerchantTypes(tx)
    return findOperator(tx)
  })
  if (known) {
    await followInAll(db)
    return known.id
  }

  const operatorId = db.newId()
  await inMerchant(db, operatorId, async (tx) => {
    await insertMerchant(tx, { name: '芝麻开门', kind: 'operator', typeCode: 'operator', code: 'SESAME' })
    const templates = [...(await listTemplates(tx, 'operator')), ...(await listTemplates(tx, 'permission'))]
    for (const { id: templateId, platform, name, scope, permissions } of templates)
      await insertRole(tx, { platform, name, scope, permissions, templateId })
  })
  return operatorId
}

/** At each migration, so that one that broke off in the middle is made good by the next. */
async function followInAll(db: Db): Promise<void> {
  for (const kind of ['operator', 'merchant'] as const)
    for (const merchantId of await inGlobal(db, (tx) => listMerchantIds(tx, kind)))
      await inMerchant(db, merchantId, followTemplates)
}
