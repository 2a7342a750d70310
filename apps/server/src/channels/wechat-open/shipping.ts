import { ok, type Outcome } from '../outcome.ts'
import { shanghaiOffsetTimeWithMilliseconds } from '../shanghai-time.ts'
import { cutToCharacters, oneLine } from '../text-length.ts'
import type { WechatOpen } from './client.ts'
import type { WechatApp } from './request.ts'

type Express = { carrier: string; trackingNumber: string; receiverMobileEnd: string | null }

export type Shipping = {
  /** The WeChat Pay order that was delivered. */
  order: { transactionId: string } | { mchId: string; outTradeNo: string }
  /** Prepaid cards and visits are `virtual`, what is fetched at the shop is `self-pickup`; else the parcel it is in. */
  manner: 'virtual' | 'self-pickup' | Express
  /** Shown to the customer; cut to 120 characters. */
  itemDescription: string
  deliveredAt: Date
  payerOpenId: string
}

/** What a repeat hears after a lost answer: the first report arrived. */
const alreadyReported = new Set(['10060002', '10060003'])
const logisticsTypes = { express: 1, virtual: 3, 'self-pickup': 4 } as const

/** A mini-program that takes money must report each delivery, or WeChat keeps the money frozen. */
export async function uploadShipping(
  open: WechatOpen,
  app: WechatApp,
  shipping: Shipping,
): Promise<Outcome<'reported'>> {
  const { order, manner } = shipping
  const parcel = typeof manner === 'string' ? undefined : manner
  const item = cutToCharacters(oneLine(shipping.itemDescription), 120)
  const outcome = await open.call(app, '/wxa/sec/order/upload_shipping_info', {
    order_key:
      'transactionId' in order
        ? { order_number_type: 2, transaction_id: order.transactionId }
        : { order_number_type: 1, mchid: order.mchId, out_trade_no: order.outTradeNo },
    logistics_type: logisticsTypes[typeof manner === 'string' ? manner : 'express'],
    delivery_mode: 1,
    shipping_list: [{ item_desc: item, ...(parcel && numbersOf(parcel)) }],
    upload_time: shanghaiOffsetTimeWithMilliseconds(shipping.deliveredAt),
    payer: { openid: shipping.payerOpenId },
  })
  if (outcome.kind === 'refused' && alreadyReported.has(outcome.code)) return ok('reported')
  return outcome.kind === 'ok' ? ok('reported' as const) : outcome
}

/** Of the receiver's number all but the end is masked. */
function numbersOf({ carrier, trackingNumber, receiverMobileEnd }: Express) {
  return {
    tracking_no: trackingNumber,
    express_company: carrier,
    ...(receiverMobileEnd !== null && { contact: { receiver_contact: `****${receiverMobileEnd}` } }),
  }
}
