import { inGlobal } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { findMerchantByCode, shopNotFound } from '../../modules/merchant/index.ts'

/** The merchant behind a shop's public code; only active merchants have a shop. */
export async function findShop(
  db: Db,
  code: string,
): Promise<{ merchantId: string; code: string; name: string; typeCode: string }> {
  const merchant = await inGlobal(db, (tx) => findMerchantByCode(tx, code))
  if (!merchant || merchant.kind !== 'merchant' || merchant.state !== 'active') throw shopNotFound()
  return { merchantId: merchant.id, code: merchant.code, name: merchant.name, typeCode: merchant.typeCode }
}
