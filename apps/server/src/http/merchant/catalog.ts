import type { FastifyInstance } from 'fastify'
import { catalogRoutes } from '@sesame/contract/catalog'
import { addImage } from '../../flows/catalog/add-image.ts'
import { computeValues } from '../../flows/catalog/compute-values.ts'
import { addCardType, editCardType } from '../../flows/catalog/save-card-type.ts'
import { addProduct, editProduct } from '../../flows/catalog/save-product.ts'
import { shelveProduct } from '../../flows/catalog/shelve-product.ts'
import { supplyStock } from '../../flows/catalog/supply-stock.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getCardTypeView, listCardTypes } from '../../reports/card-types.ts'
import { getProductView, listProducts } from '../../reports/products.ts'
import type { Compose } from '../compose.ts'
import { imageUrlsOf } from '../images.ts'
import { serve } from '../serve.ts'

const imageBodyBytesMax = 8_000_000

/** Products, bundles, card types, stock and pictures. */
export function catalog(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const productView = (caller: StaffCaller, productId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getProductView(tx, productId, imageUrlsOf(caller.merchantId)))
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })

  serve(app, catalogRoutes.listProducts, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listProducts(tx, query, imageUrlsOf(caller.merchantId))),
  )
  serve(app, catalogRoutes.getProduct, async ({ caller, params }) => productView(caller, params.productId))
  serve(app, catalogRoutes.addProduct, async ({ caller, key, body }) => {
    const { productId } = await addProduct(db, { ...by(caller, key), product: body })
    return productView(caller, productId)
  })
  serve(app, catalogRoutes.editProduct, async ({ caller, key, params, body }) => {
    const { productId } = await editProduct(db, { ...by(caller, key), ...params, product: body })
    return productView(caller, productId)
  })
  serve(app, catalogRoutes.computeBundle, async ({ caller, query }) =>
    computeValues(db, { merchantId: caller.merchantId, ...query }),
  )
  serve(app, catalogRoutes.listProduct, async ({ caller, key, params }) => {
    await shelveProduct(db, { ...by(caller, key), ...params, to: 'listed' })
    return productView(caller, params.productId)
  })
  serve(app, catalogRoutes.delistProduct, async ({ caller, key, params }) => {
    await shelveProduct(db, { ...by(caller, key), ...params, to: 'delisted' })
    return productView(caller, params.productId)
  })
  serve(app, catalogRoutes.supplyStock, async ({ caller, key, params, body }) => {
    await supplyStock(db, { ...by(caller, key), ...params, ...body })
    return productView(caller, params.productId)
  })
  serve(app, catalogRoutes.listCardTypes, async ({ caller }) => ({
    items: await inMerchant(db, caller.merchantId, listCardTypes),
  }))
  const cardTypeView = (caller: StaffCaller, cardTypeId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getCardTypeView(tx, cardTypeId))
  serve(app, catalogRoutes.addCardType, async ({ caller, key, body }) => {
    const { cardTypeId } = await addCardType(db, { ...by(caller, key), cardType: body })
    return cardTypeView(caller, cardTypeId)
  })
  serve(app, catalogRoutes.editCardType, async ({ caller, key, params, body }) => {
    const { cardTypeId } = await editCardType(db, { ...by(caller, key), ...params, cardType: body })
    return cardTypeView(caller, cardTypeId)
  })
  serve(
    app,
    catalogRoutes.addImage,
    async ({ caller, key, body }) => {
      const image = await addImage(db, compose.storage, { ...by(caller, key), ...body })
      return { ...image, url: imageUrlsOf(caller.merchantId)([image.imageId])[0] }
    },
    { bodyBytesMax: imageBodyBytesMax },
  )
}
