import type { FastifyInstance } from 'fastify'
import { settingsRoutes } from '@sesame/contract/settings'
import { storeRoutes } from '@sesame/contract/staff'
import { editShop } from '../../flows/merchants/edit-shop.ts'
import { addStore, editStore, showStores } from '../../flows/stores/save-store.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import { readShopWindow } from '../../reports/shops.ts'
import type { Compose } from '../compose.ts'
import { imageUrlsOf } from '../images.ts'
import { serve } from '../serve.ts'

/** Where a merchant sells, and what its customers see first. */
export function stores(app: FastifyInstance, { db }: Compose): void {
  serve(app, storeRoutes.listStores, async ({ caller }) => ({
    items: await showStores(db, caller.merchantId),
  }))
  serve(app, storeRoutes.addStore, async ({ caller, key, body }) => addStore(db, { key, caller, ...body }))
  serve(app, storeRoutes.editStore, async ({ caller, key, params, body }) =>
    editStore(db, { key, caller, ...params, ...body }),
  )
  const shopWindow = (merchantId: string) =>
    inMerchant(db, merchantId, (tx) => readShopWindow(tx, imageUrlsOf(merchantId)))
  serve(app, settingsRoutes.getShopWindow, async ({ caller }) => shopWindow(caller.merchantId))
  serve(app, settingsRoutes.editShopWindow, async ({ caller, key, body }) => {
    const { merchantId } = caller
    await editShop(db, { merchantId, key, actor: actorOf(caller), shop: body })
    return shopWindow(merchantId)
  })
}
