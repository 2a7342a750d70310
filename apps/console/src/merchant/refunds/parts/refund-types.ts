import type { Refund as RefundSchema } from '@sesame/contract/refunds'
import type { Static } from '@sesame/contract/schema'

export type RefundDetail = Static<typeof RefundSchema>
