import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { customerOfPerson } from '../../modules/customer/index.ts'

/** Answers the customer row of this person at this merchant; the first visit makes it, once. */
export async function visitShop(
  { db, vault }: { db: Db; vault: Vault },
  { merchantId, personId }: { merchantId: string; personId: string },
): Promise<string> {
  return inMerchant(db, merchantId, (tx) => customerOfPerson(tx, vault, personId))
}
