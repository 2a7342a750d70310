import type { MerchantSettlement } from '@sesame/contract/settlement'
import type { Static } from '@sesame/contract/schema'

/** A merchant as the operator settles with it. */
export type Row = Static<typeof MerchantSettlement>
