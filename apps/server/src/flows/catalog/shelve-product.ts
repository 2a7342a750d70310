import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { lockProduct, markProduct, productStateWrong, productStates } from '../../modules/product/index.ts'

export type ShelveProduct = {
  merchantId: string
  key: string
  actor: Actor
  productId: string
  to: 'listed' | 'delisted'
}

/** Lists or delists. Delisting stops new sales only: cards that hold its visits keep them. */
export async function shelveProduct(db: Db, input: ShelveProduct): Promise<{ productId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'shelve-product', input, async () => {
      const { actor, productId, to } = input
      const product = await lockProduct(tx, productId)
      if (!productStates.can(product.state, to)) throw productStateWrong({ state: product.state })
      await markProduct(tx, product, to)
      await audit(tx, { actor, action: `product.${to}`, subjectKind: 'product', subjectId: productId })
      return { productId }
    }),
  )
}
