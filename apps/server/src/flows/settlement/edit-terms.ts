import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { findMerchant, merchantNotFound } from '../../modules/merchant/index.ts'
import { saveTerms, termsOf } from '../../modules/settlement/index.ts'
import type { SettlementTerms } from '../../modules/settlement/index.ts'

export type EditTerms = { merchantId: string; key: string; actor: Actor; terms: SettlementTerms }

/** What the operator agreed with a merchant; holds from the next statement and the next withdrawal on. */
export async function editTerms(db: Db, input: EditTerms): Promise<void> {
  await inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'edit-settlement-terms', input, async () => {
      const { merchantId, actor, terms } = input
      const merchant = await findMerchant(tx, merchantId)
      if (merchant?.kind !== 'merchant') throw merchantNotFound({ merchantId })
      const before = await termsOf(tx)
      await saveTerms(tx, terms)
      await audit(tx, {
        actor,
        action: 'settlement.terms_changed',
        subjectKind: 'merchant',
        subjectId: merchantId,
        before,
        after: terms,
      })
      return {}
    }),
  )
}
