import { shopRoutes } from '@sesame/contract/shop.ts'
import { customer } from './client'

export const listPayouts = (shop: string) => customer.call(shopRoutes.listMyPayouts, { params: { shop } })
