import type { FastifyInstance } from 'fastify'
import { shopRoutes } from '@sesame/contract/shop'
import { inMerchant, inReport } from '../../kernel/db.ts'
import { getListedProduct, listListedProducts } from '../../reports/products.ts'
import { listShops, readShop } from '../../reports/shops.ts'
import type { Compose } from '../compose.ts'
import { imageUrlsOf } from '../images.ts'
import { serve } from '../serve.ts'

/** A merchant's shop window: open to everybody, only what is listed. */
export function shop(app: FastifyInstance, { db }: Compose): void {
  serve(app, shopRoutes.listShops, async ({ query }) => inReport(db, (read) => listShops(read, query)))
  serve(app, shopRoutes.getShop, async ({ shop: { merchantId } }) =>
    inMerchant(db, merchantId, (tx) => readShop(tx, imageUrlsOf(merchantId))),
  )
  serve(app, shopRoutes.listShopProducts, async ({ shop: { merchantId }, query }) =>
    inMerchant(db, merchantId, (tx) => listListedProducts(tx, query, imageUrlsOf(merchantId))),
  )
  serve(app, shopRoutes.getShopProduct, async ({ shop: { merchantId }, params }) =>
    inMerchant(db, merchantId, (tx) => getListedProduct(tx, params.productId, imageUrlsOf(merchantId))),
  )
}
