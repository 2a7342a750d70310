import type { Client } from '@sesame/contract/client'
import { ApiError } from '@sesame/contract/client'
import { moneyRoutes } from '@sesame/contract/money'
import type { AnswerOf } from '@sesame/contract/route'
import { shopRoutes } from '@sesame/contract/shop'
import { customerClient } from './clients.ts'
import { sandbox } from './sandbox.ts'
import { connectChannels, fillShelves, openShop, type Catalog, type Channels, type Shop } from './shop.ts'
import { until } from './until.ts'

export type Way = { provider: 'wechat-pay' | 'alipay'; method: 'wechat-h5' | 'alipay-wap' }
export const ways = {
  'wechat-pay': { provider: 'wechat-pay', method: 'wechat-h5' },
  alipay: { provider: 'alipay', method: 'alipay-wap' },
} as const satisfies Record<string, Way>

type Order = AnswerOf<typeof shopRoutes.getMyOrder>
/** A shop of its own with one customer, who ordered a ten-visit card for ¥200. */
export type Sale = {
  shop: Shop
  catalog: Catalog
  channels: Channels
  /** By which the sandbox knows the merchant. */
  merchantOf: Record<Way['provider'], string>
  mobile: string
  customer: Client
  order: { shop: string; orderId: string }
}

let mobiles = 0

export async function openSale(name: string): Promise<Sale> {
  const shop = await openShop(name)
  const catalog = await fillShelves(shop)
  const channels = await connectChannels(shop)
  const mobile = `138${String(process.pid % 10_000).padStart(4, '0')}${String((mobiles += 1)).padStart(4, '0')}`
  const customer = await customerClient(mobile)
  const { id: orderId } = await customer.call(shopRoutes.checkout, {
    params: { shop: shop.code },
    body: { lines: [{ kind: 'card-open', productId: catalog.bundleId, quantity: 1 }] },
  })
  const merchantOf = { 'wechat-pay': channels.wechat.mchid, alipay: channels.alipay.appId }
  return { shop, catalog, channels, merchantOf, mobile, customer, order: { shop: shop.code, orderId } }
}

/** Wants to pay, and wants it again while the channel is silent; ends with a cashier or because it is over. */
export async function startPaying(
  { customer, order }: Sale,
  { method }: Way,
): Promise<Order['attempts'][number]> {
  await until('a cashier', async () => {
    try {
      const { credential } = await customer.call(shopRoutes.pay, { params: order, body: { method } })
      // Alipay knows of the trade when the browser opens its cashier.
      if (credential.kind === 'redirect') await fetch(credential.url)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.code === 'payment.over') return true
      if (error instanceof ApiError && error.code === 'payment.channel_silent') return false
      throw error
    }
  })
  const { attempts } = await readOrder({ customer, order })
  return attempts.find((attempt) => attempt.method === method)!
}

export async function payAtChannel(sale: Sale, { provider, method }: Way): Promise<void> {
  const { attempts } = await readOrder(sale)
  const { outTradeNo } = attempts.find((attempt) => attempt.method === method)!
  await sandbox.pay({ provider, outTradeNo, mobile: sale.mobile })
}

export const readOrder = ({ customer, order }: Pick<Sale, 'customer' | 'order'>): Promise<Order> =>
  customer.call(shopRoutes.getMyOrder, { params: order })

/** As the page does that the customer came back to: looks, and now and then has the channel asked. */
export async function untilState(sale: Sale, states: Order['state'][], ask: boolean): Promise<Order> {
  return until(
    `the order is ${states.join(' or ')}`,
    async () => {
      const { customer, order } = sale
      const seen = ask
        ? await customer.call(shopRoutes.checkMyPayment, { params: order })
        : await readOrder(sale)
      return states.includes(seen.state) && seen
    },
    60,
  )
}

export const readOverview = ({ manager }: Shop) => manager.call(moneyRoutes.overview, {})

/** What the merchant has after it, in fen, from the books; and what the customer holds. */
export async function readOutcome({ shop, customer, order }: Sale) {
  const overview = await readOverview(shop)
  const { items: cards } = await customer.call(shopRoutes.listMyCards, { params: { shop: shop.code } })
  const { items: transfers } = await shop.manager.call(moneyRoutes.listTransfers, {
    query: { subjectKind: 'order', subjectId: order.orderId },
  })
  return {
    atChannelsFen: overview.atChannelsFen,
    escrowFen: overview.escrowFen,
    unappliedFen: overview.unappliedFen,
    refundingFen: overview.refundingFen,
    visitsLeft: cards.filter((card) => card.state === 'active').map((card) => card.visitsLeft),
    inflows: transfers.filter((transfer) => transfer.debitCode.startsWith('channel:')).length,
  }
}
