import type { OrderState } from '@sesame/contract/states.ts'
import { shopRoutes } from '@sesame/contract/shop.ts'
import type { Environment, PaymentMethod } from '../platform/types'
import { customer } from './client'
import type { Line } from './types'

type Named = { shop: string; orderId: string }

export const createOrder = (shop: string, basket: { lines: Line[]; anew?: boolean }, key: string) =>
  customer.call(shopRoutes.checkout, { params: { shop }, body: basket, key })

export const listOrders = (shop: string, query: { state?: OrderState; cursor?: string }) =>
  customer.call(shopRoutes.listMyOrders, { params: { shop }, query })

export const getOrder = (order: Named) => customer.call(shopRoutes.getMyOrder, { params: order })

export const closeOrder = (order: Named, key: string) =>
  customer.call(shopRoutes.closeMyOrder, { params: order, key })

/** Makes the server ask the channel now. */
export const checkPayment = (order: Named, key: string) =>
  customer.call(shopRoutes.checkMyPayment, { params: order, key })

export const listPaymentMethods = (shop: string, environment: Environment) =>
  customer.call(shopRoutes.listPaymentMethods, { params: { shop }, query: { environment } })

export const startPayment = (
  order: Named,
  payment: { method: PaymentMethod; returnUrl?: string },
  key: string,
) => customer.call(shopRoutes.pay, { params: order, body: payment, key })

export const grantMessages = (shop: string, grant: { appId: string; templateIds: string[] }, key: string) =>
  customer.call(shopRoutes.grantMessages, { params: { shop }, body: grant, key })
