import type { Payable as PayableSchema } from '@sesame/contract/payouts'
import type { Static } from '@sesame/contract/schema'

export type Payable = Static<typeof PayableSchema>
