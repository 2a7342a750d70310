import type { Static } from '@sesame/contract/schema'
import type { Credential as CredentialSchema } from '@sesame/contract/shop'
import type { Found, Outcome } from '../../channels/outcome.ts'
import type { RefundAnswer } from '../../flows/payments/record-refund.ts'
import type { ChannelPayment, PaymentMethod } from '../../modules/payment/index.ts'
import type { Subject } from '../../modules/person/index.ts'

/** What the phone or the browser is given to pay with. */
export type Credential = Static<typeof CredentialSchema>

/** What is kept of it: signatures for the phone are made anew each time. */
export type Kept =
  | { kind: 'prepay-id'; prepayId: string }
  | { kind: 'h5-url'; h5Url: string }
  | { kind: 'code-url'; codeUrl: string }
  | { kind: 'trade-no'; tradeNo: string }
  | { kind: 'page' }

export type Order = {
  method: PaymentMethod
  appId: string
  outTradeNo: string
  amountFen: bigint
  title: string
  notifyUrl: string
  timeExpire: Date
  returnUrl: string
  payer: Subject | undefined
  payerIp: string | undefined
  /** Some of it goes to others once it is paid; the channel keeps it until then. */
  sharesProfit: boolean
}

/** What the channel says of a payment when it is asked. Only `paid` and `closed` decide anything. */
export type Asked =
  | { kind: 'paid'; payment: ChannelPayment }
  | { kind: 'unpaid' }
  | { kind: 'closed' }
  | { kind: 'absent' }
  | { kind: 'unknown'; detail: string }

export type RefundOrder = {
  outTradeNo: string
  outRefundNo: string
  refundFen: bigint
  totalFen: bigint
  reason: string
  notifyUrl: string
}

/** Both channels in one form; what differs between them ends here. */
export type ChannelPort = {
  prepay(order: Order): Promise<Outcome<Kept>>
  handOut(kept: Kept, order: Order, signing: { now: Date; nonce: string }): Credential
  query(outTradeNo: string): Promise<Asked>
  close(outTradeNo: string): Promise<Found<'closed'>>
  refund(order: RefundOrder): Promise<Outcome<RefundAnswer>>
  queryRefund(order: RefundOrder): Promise<Found<RefundAnswer>>
}
