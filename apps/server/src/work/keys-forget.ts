import type { Parts } from '../exchanges/parts.ts'
import { inMerchant } from '../kernel/db.ts'
import { forgetKeys } from '../kernel/idempotency.ts'

const rows = 1000

/** Drops idempotency keys that nobody may replay any more, a thousand in a transaction. */
export async function forgetOldKeys({ db }: Parts, { merchantId }: { merchantId: string }): Promise<void> {
  while ((await inMerchant(db, merchantId, (tx) => forgetKeys(tx, rows))) === rows);
}
