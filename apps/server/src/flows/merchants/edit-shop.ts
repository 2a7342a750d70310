import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { checkImages } from '../../modules/image/index.ts'
import { saveShop } from '../../modules/merchant/index.ts'
import type { ShopWindow } from '../../modules/merchant/index.ts'

export type EditShop = { merchantId: string; key: string; actor: Actor; shop: ShopWindow }

/** What customers see of a shop before its products: a notice, how to reach it, its colour and cover. */
export async function editShop(db: Db, input: EditShop): Promise<{ merchantId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'edit-shop', input, async () => {
      const { merchantId, actor, shop } = input
      if (shop.coverImageId !== null) await checkImages(tx, [shop.coverImageId])
      await saveShop(tx, shop)
      await audit(tx, {
        actor,
        action: 'shop.edited',
        subjectKind: 'merchant',
        subjectId: merchantId,
        after: shop,
      })
      return { merchantId }
    }),
  )
}
