import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { lockPendingQuantity } from '../../modules/order/index.ts'
import { holdOrdersOff, lockProduct } from '../../modules/product/index.ts'
import * as stock from '../../modules/stock/index.ts'

export type SupplyStock = {
  merchantId: string
  key: string
  actor: Actor
  productId: string
  change?: number | undefined
  unlimited?: boolean | undefined
}

/** Adds to what is supplied, or takes from it; the first supply makes the product limited. */
export async function supplyStock(db: Db, input: SupplyStock): Promise<{ productId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'supply-stock', input, async () => {
      const { actor, productId, change = 0, unlimited = false } = input
      await lockProduct(tx, productId)
      if (unlimited) await stock.unlimitStock(tx, productId)
      else await supply(tx, productId, change)
      const after = { change, unlimited }
      await audit(tx, {
        actor,
        action: 'stock.supplied',
        subjectKind: 'product',
        subjectId: productId,
        after,
      })
      return { productId }
    }),
  )
}

/** Unpaid orders of before hold nothing until the product is limited, so they are looked at only then. */
async function supply(tx: Tx, productId: string, change: number): Promise<void> {
  const isLimited = (await stock.stockOf(tx, [productId])).has(productId)
  if (!isLimited) await holdOrdersOff(tx, productId)
  const pending = isLimited ? 0 : await lockPendingQuantity(tx, productId)
  await stock.supplyStock(tx, productId, change, pending)
}
