import type { Order as OrderSchema, Refund as RefundSchema } from '@sesame/contract/orders'
import type { Static } from '@sesame/contract/schema'

export type Order = Static<typeof OrderSchema>
export type Refund = Static<typeof RefundSchema>
