import type { Static } from '@sesame/contract/schema'
import type { CounterMethod, PaymentMethod as CustomerMethod } from '@sesame/contract/shop'
import type { AttemptState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type PaymentMethod = Static<typeof CustomerMethod> | Static<typeof CounterMethod>

/** One try to have an order paid over a channel, with a number of its own there. */
export type Attempt = {
  id: string
  orderId: string
  channelAccountId: string
  method: PaymentMethod
  appId: string
  outTradeNo: string
  amountFen: Fen
  state: AttemptState
  credentialSealed: Buffer | null
  credentialExpiresAt: Date | null
  /** What was asked of the channel, so that the same number is never used for something else. */
  requestHash: string
  transactionNo: string | null
  /** Nobody can pay after it. */
  expiresAt: Date
  polls: number
  polledAt: Date | null
  /** How often the channel was asked to take it back; from the first on no success is booked by hearsay. */
  reversals: number
  lastError: string | null
  createdAt: Date
  succeededAt: Date | null
}

/** What a channel says of a payment that it took. */
export type ChannelPayment = {
  outTradeNo: string
  transactionNo: string
  merchantNumber: string
  appId: string
  /** Of a service provider's: the merchant that it collects for, and its own app. */
  subMerchantNumber?: string
  partnerAppId?: string
  /** The order's amount at the channel, not what was left to pay after its coupons. */
  totalFen: bigint
  currency: string
  paidAt: string
}
