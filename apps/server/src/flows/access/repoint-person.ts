import { enqueue } from '../../jobs/enqueue.ts'
import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { joinCustomers } from '../../modules/customer/index.ts'

/** One job for each merchant that knows the person under any name: their mobile, or a record now merged. */
export async function spreadPerson(
  db: Db,
  { personId, merchantIds }: { personId: string; merchantIds: readonly string[] },
): Promise<void> {
  await inGlobal(db, async (tx) => {
    for (const merchantId of merchantIds)
      await enqueue(
        tx,
        'person.repoint',
        { merchantId, personId },
        { key: `repoint ${merchantId} ${personId}` },
      )
  })
}

/** Makes one customer of all that are this person at one merchant: cards and orders move to it. Idempotent. */
export async function repointPerson(
  { db, vault }: { db: Db; vault: Vault },
  { merchantId, personId }: { merchantId: string; personId: string },
): Promise<void> {
  await inMerchant(db, merchantId, async (tx) => {
    await joinCustomers(tx, vault, personId)
  })
}
