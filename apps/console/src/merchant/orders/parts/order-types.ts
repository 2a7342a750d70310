import type { Order as OrderSchema } from '@sesame/contract/orders'
import type { OrderRefund, WantedBack } from '@sesame/contract/refund-parts'
import type { Refundable as RefundableSchema } from '@sesame/contract/refunds'
import type { Static } from '@sesame/contract/schema'

export type Order = Static<typeof OrderSchema>
export type Refund = Static<typeof OrderRefund>
export type Refundable = Static<typeof RefundableSchema>
export type WantedLine = Static<typeof WantedBack>
