import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { readCardCode } from '../../modules/card/index.ts'

export type ReadCode = { merchantId: string; key: string; actor: Actor; staffId: string; code: string }

/** The card behind a code that a customer shows; only this staff member may use the code from then on. */
export async function readCode(
  { db, vault }: { db: Db; vault: Vault },
  input: ReadCode,
): Promise<{ cardId: string; redeemUntil: Date }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'read-code', input, async () => {
      const { code, staffId } = input
      const { card, redeemUntil } = await readCardCode(tx, vault, { code, staffId })
      return { cardId: card.id, redeemUntil }
    }),
  )
}
