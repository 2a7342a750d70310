import { keptFor } from '../../kernel/batch.ts'
import { lookUp } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { gather } from '../../kernel/gather.ts'
import { findMerchantsByCode, shopNotFound } from '../../modules/merchant/index.ts'
import type { Merchant } from '../../modules/merchant/index.ts'

/** The merchant behind a shop's public code; only active merchants have a shop. */
export async function findShop(
  db: Db,
  code: string,
): Promise<{ merchantId: string; code: string; name: string; typeCode: string }> {
  const merchant = await merchantsOf(db)('', code)
  if (!merchant || merchant.kind !== 'merchant' || merchant.state !== 'active') throw shopNotFound()
  return { merchantId: merchant.id, code: merchant.code, name: merchant.name, typeCode: merchant.typeCode }
}

/** Requests that come together ask together; none is answered by what was read before it came. */
const merchantsOf = keptFor((db: Db) =>
  gather<string, Merchant | undefined>(async (_, codes) => {
    const found = await lookUp(db, (tx) => findMerchantsByCode(tx, [...new Set(codes)]))
    return codes.map((code) => ({ answer: found.get(code) }))
  }),
)
