import type { Found, Outcome } from '../outcome.ts'

export type AlipayOrder = {
  outTradeNo: string
  amountFen: bigint
  /** Shown to the payer; cut to 128 characters, without / = & which Alipay refuses. */
  subject: string
  notifyUrl: string
  timeExpire: Date
}

/** New apps know a customer by open id, older ones by user id. */
export type AlipayBuyer = { openId: string } | { userId: string }

export const tradeStates = ['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_CLOSED', 'TRADE_FINISHED'] as const
export type TradeState = (typeof tradeStates)[number]

export type AlipayTrade = {
  tradeNo: string
  outTradeNo: string
  state: TradeState
  totalFen: bigint
  /** When the buyer paid. A closed trade that has it was paid and refunded in full, else it timed out. */
  paidAt?: Date
  buyer?: AlipayBuyer
}

export type AlipayRefundRequest = {
  outTradeNo: string
  /** Ours, per refund; repeat an unknown outcome with the same one. */
  outRequestNo: string
  refundFen: bigint
  reason: string
}

export type AlipayRefund = {
  tradeNo: string
  outTradeNo: string
  /** All refunds of the trade so far, this one included. */
  refundedTotalFen: bigint
  /** False on a repeat: money moved earlier, or not at all. Then `queryRefund` decides. */
  moneyMoved: boolean
}

export type AlipayRefundState = { outTradeNo: string; outRequestNo: string; refundFen: bigint }

export type AlipayToken = { buyer: AlipayBuyer; accessToken: string; expiresInSeconds: number }

export type AlipayPort = {
  /** Where to send the customer's browser; nothing is created at Alipay until they arrive there. */
  wapPay(order: AlipayOrder & { returnUrl: string; quitUrl: string }): string
  pagePay(order: AlipayOrder & { returnUrl: string }): string
  /** What an app hands to Alipay's SDK; nothing is created before the customer confirms there. */
  appPay(order: AlipayOrder): string
  /** A code to scan at the counter. */
  precreate(order: AlipayOrder): Promise<Outcome<{ codeUrl: string }>>
  /** For `my.tradePay({ tradeNO })` in Alipay's own app. */
  create(order: AlipayOrder & { buyer: AlipayBuyer; opAppId?: string }): Promise<Outcome<{ tradeNo: string }>>
  /** `absent`: the buyer has not opened the cashier yet, and still can. */
  query(outTradeNo: string): Promise<Found<AlipayTrade>>
  close(outTradeNo: string): Promise<Found<'closed'>>
  refund(request: AlipayRefundRequest): Promise<Outcome<AlipayRefund>>
  /** ok = the refund succeeded; `absent` = not done, or not known to Alipay yet. */
  queryRefund(request: { outTradeNo: string; outRequestNo: string }): Promise<Found<AlipayRefundState>>
  oauthToken(code: string): Promise<Outcome<AlipayToken>>
}
