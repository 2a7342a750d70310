import type { Card as CardSchema, CardEvent as CardEventSchema, CardSummary } from '@sesame/contract/cards'
import type { Static } from '@sesame/contract/schema'

export type Card = Static<typeof CardSchema>
export type CardRow = Static<typeof CardSummary>
export type CardEvent = Static<typeof CardEventSchema>
