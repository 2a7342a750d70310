import type { Found, Outcome } from '../outcome.ts'
import type { WechatRefund, WechatTransaction } from './transaction.ts'

export type PrepayMethod = 'jsapi' | 'mini-program' | 'app' | 'h5' | 'native'

/** Repeat an unknown outcome with exactly the same input: other content under a used number is refused. */
export type Prepay = {
  method: PrepayMethod
  /** Must be bound to the merchant number, and be the app that `payerOpenId` belongs to. */
  appId: string
  /** 6–32 of [0-9A-Za-z_-|*]. */
  outTradeNo: string
  amountFen: bigint
  /** Shown to the payer; cut to 127 bytes. */
  description: string
  /** https, without a query. */
  notifyUrl: string
  timeExpire: Date
  /** JSAPI and mini-program only. */
  payerOpenId?: string
  /** Some of it goes to others: kept by the channel until it was shared or let go of. */
  sharesProfit?: boolean
  /** H5 only: the customer's own address, WeChat compares it. */
  payerIp?: string
}

/** A prepay id and a code live 2 hours, an H5 address 5 minutes. Plain JSON, may be kept that long. */
export type Credential =
  | { kind: 'prepay-id'; prepayId: string }
  | { kind: 'h5-url'; h5Url: string }
  | { kind: 'code-url'; codeUrl: string }

export type WechatRefundRequest = {
  outTradeNo: string
  outRefundNo: string
  refundFen: bigint
  totalFen: bigint
  /** Shown to the payer; cut to 80 bytes. */
  reason: string
  notifyUrl: string
}

export type WechatPayPort = {
  /** Refused with ORDER_PAID when the number is paid: query it. */
  prepay(input: Prepay): Promise<Outcome<Credential>>
  query(outTradeNo: string): Promise<Found<WechatTransaction>>
  /** Refused with ORDER_PAID when the customer was faster: query it. */
  close(outTradeNo: string): Promise<Found<'closed'>>
  refund(input: WechatRefundRequest): Promise<Outcome<WechatRefund>>
  /** `absent`: the refund was never accepted, so send it again with the same number. */
  queryRefund(outRefundNo: string): Promise<Found<WechatRefund>>
}
