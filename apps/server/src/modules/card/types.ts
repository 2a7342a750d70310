import type { CardState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type Card = {
  id: string
  number: string
  typeId: string
  customerId: string
  state: CardState
  named: boolean
  secretSealed: Buffer
  openedOrderId: string | null
  sellerId: string | null
  openedAt: Date
}

/** Stored value: what was paid for it, what was given on top, and what of the paid was released early. */
export type ValueHolding = { principalFen: Fen; bonusFen: Fen; advancedFen: Fen }

/** Visits of one product, and the prepaid money that the paid ones still hold. */
export type VisitHolding = {
  productId: string
  paid: bigint
  gift: bigint
  principalFen: Fen
  advancedFen: Fen
}

export type Holdings = { value: ValueHolding; visits: VisitHolding[] }

/** A part of a bundle as an order line froze it; amounts are integers of fen because it is JSON. */
export type SoldPart = {
  kind: 'visits' | 'stored-value'
  productId: string | null
  visits: number
  valueFen: number
  gift: boolean
  computedFen: number
}

export type CardTerms = { cardTypeId: string; named: boolean; parts: SoldPart[] }
