import { findTrade, findTradeBy } from '../wechat-pay/trades.ts'
import type { World } from '../world.ts'
import { OpenRefusal } from './answers.ts'
import type { OpenApp } from './apps.ts'

export type Shipping = {
  appId: string
  transactionId: string
  outTradeNo: string
  logisticsType: number
  /** Of what is on its way by express. */
  parcel?: { company: string; trackingNumber: string; contact?: string }
  at: string
}

const shippingIn = (world: World) => world.store.collection<Shipping>('wechat-shipping')
export const latestShipping = (world: World, limit: number): Shipping[] => shippingIn(world).latest(limit)

const invalid = (what: string): OpenRefusal => new OpenRefusal(10060012, `参数错误: ${what}`)

type OrderKey = {
  order_number_type?: unknown
  mchid?: unknown
  out_trade_no?: unknown
  transaction_id?: unknown
}

/** The duty of a trading mini-program to say that it delivered; until then the money stays frozen. */
export function uploadShipping(world: World, app: OpenApp, body: Record<string, unknown>): void {
  const key = (body['order_key'] ?? {}) as OrderKey
  const trade =
    key.order_number_type === 2
      ? findTradeBy(world, String(key.transaction_id ?? ''))
      : findTrade(world, String(key.mchid ?? ''), String(key.out_trade_no ?? ''))
  if (trade?.transactionId === undefined || trade.appid !== app.appId)
    throw new OpenRefusal(10060001, '支付单不存在')

  const logisticsType = Number(body['logistics_type'])
  const items = body['shipping_list']
  if (![1, 2, 3, 4].includes(logisticsType)) throw invalid('logistics_type')
  if (body['delivery_mode'] !== 1 && body['delivery_mode'] !== 2) throw invalid('delivery_mode')
  if (!Array.isArray(items) || items.length === 0) throw invalid('shipping_list')
  if (
    items.some(
      (item: { item_desc?: unknown }) => typeof item?.item_desc !== 'string' || item.item_desc === '',
    )
  ) {
    throw invalid('item_desc')
  }
  const parcel = logisticsType === 1 ? parcelIn(items[0]) : undefined
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)$/.test(String(body['upload_time'] ?? ''))) {
    throw invalid('upload_time')
  }
  const openid = (body['payer'] as { openid?: unknown } | undefined)?.openid
  if (openid !== trade.payerOpenid) throw new OpenRefusal(10060014, '支付者与支付单不一致')
  if (shippingIn(world).find(trade.transactionId) !== undefined) {
    throw new OpenRefusal(10060003, '支付单已完成发货，无法继续发货')
  }
  const at = world.clock.now().toISOString()
  shippingIn(world).save(trade.transactionId, {
    appId: app.appId,
    transactionId: trade.transactionId,
    outTradeNo: trade.outTradeNo,
    logisticsType,
    ...(parcel && { parcel }),
    at,
  })
}

/** Companies that WeChat follows parcels with; of one of them only for those who know the receiver's number. */
const companies = new Set(['SF', 'JD', 'EMS', 'ZTO', 'YTO', 'STO', 'YUNDA', 'JTSD', 'YZPY', 'DBL'])

type Item = { tracking_no?: unknown; express_company?: unknown; contact?: { receiver_contact?: unknown } }

function parcelIn(item: Item): NonNullable<Shipping['parcel']> {
  const { tracking_no: trackingNumber, express_company: company } = item
  if (typeof trackingNumber !== 'string' || trackingNumber === '') throw invalid('tracking_no')
  if (typeof company !== 'string' || !companies.has(company)) throw invalid('express_company')
  const contact = item.contact?.receiver_contact
  if (company !== 'SF' && contact === undefined) return { company, trackingNumber }
  // Masked, but for the last four digits.
  if (typeof contact !== 'string' || !/\*.*\d{4}$/.test(contact)) throw invalid('contact')
  return { company, trackingNumber, contact }
}
