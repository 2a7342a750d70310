import { shopRoutes } from '@sesame/contract/shop.ts'
import { customer } from './client'

const itemsMost = 100

export const listShops = () => customer.call(shopRoutes.listShops, { query: { limit: itemsMost } })

export const getShop = (shop: string) => customer.call(shopRoutes.getShop, { params: { shop } })

export const listProducts = (shop: string) =>
  customer.call(shopRoutes.listShopProducts, { params: { shop }, query: { limit: itemsMost } })

export const getProduct = (shop: string, productId: string) =>
  customer.call(shopRoutes.getShopProduct, { params: { shop, productId } })

/** Bundles that load a card of this type. */
export async function listRecharges(shop: string, cardTypeId: string) {
  const query = { shape: 'bundle' as const, limit: itemsMost }
  const { items } = await customer.call(shopRoutes.listShopProducts, { params: { shop }, query })
  return items.filter((product) => product.cardTypeId === cardTypeId)
}
