import { audit } from '../../../kernel/audit.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import { findMerchant, insertMerchant, insertShop } from '../../../modules/merchant/index.ts'
import type { Merchant } from '../../../modules/merchant/index.ts'
import { insertRole, listTemplates } from '../../../modules/role/index.ts'
import { hire } from '../../../modules/staff/index.ts'
import { insertStore } from '../../../modules/store/index.ts'

export type Founding = {
  actor: Actor
  name: string
  typeCode: string | null
  state?: Merchant['state']
  code?: string
  adminName: string
  adminLoginName: string
  adminMobileSealed?: Buffer
  passwordHash: string
  mustChange: boolean
}

/** The merchant's row with its shop, its preset roles, a first store and a first administrator. */
export async function foundMerchant(
  tx: Tx,
  founding: Founding,
): Promise<{ adminId: string; storeId: string }> {
  const { name, typeCode, code, state, actor, passwordHash, mustChange, adminMobileSealed } = founding
  await insertMerchant(tx, {
    name,
    kind: 'merchant',
    typeCode,
    ...(code !== undefined && { code }),
    ...(state !== undefined && { state }),
  })
  await insertShop(tx)
  const store = await insertStore(tx, { name: '总店', address: '' })
  const roleIds: string[] = []
  for (const { id: templateId, name: role, ...grant } of await listTemplates(tx, 'merchant'))
    roleIds.push(await insertRole(tx, { ...grant, name: role, templateId }))

  const adminId = await hire(tx, {
    loginName: founding.adminLoginName,
    passwordHash,
    mustChange,
    name: founding.adminName,
    ...(adminMobileSealed && { mobileSealed: adminMobileSealed }),
    roleIds: roleIds.slice(0, 1),
  })
  const merchant = await findMerchant(tx, tx.merchantId)
  await audit(tx, {
    actor,
    action: 'merchant.created',
    subjectKind: 'merchant',
    subjectId: tx.merchantId,
    after: { code: merchant?.code, name, typeCode, adminLoginName: founding.adminLoginName },
  })
  return { adminId, storeId: store.id }
}
