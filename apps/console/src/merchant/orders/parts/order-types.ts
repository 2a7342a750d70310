import type { Order as OrderSchema } from '@sesame/contract/orders'
import type { OrderRefund } from '@sesame/contract/refund-parts'
import type { Static } from '@sesame/contract/schema'

export type Order = Static<typeof OrderSchema>
export type Refund = Static<typeof OrderRefund>
