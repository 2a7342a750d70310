import type { Share as ShareSchema } from '@sesame/contract/profit-sharing'
import type { Static } from '@sesame/contract/schema'

export type Share = Static<typeof ShareSchema>
