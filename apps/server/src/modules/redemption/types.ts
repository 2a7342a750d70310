import type { RedemptionState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type Redemption = {
  id: string
  cardId: string
  orderId: string
  customerId: string
  staffId: string
  storeId: string | null
  state: RedemptionState
  productId: string | null
  note: string
  visits: number
  giftVisits: number
  /** What was used: the value taken, or what the visits were worth. */
  amountFen: Fen
  earnedFen: Fen
  bonusFen: Fen
  createdAt: Date
  undoUntil: Date
  undoneAt: Date | null
}

export type NewRedemption = Omit<Redemption, 'state' | 'createdAt' | 'undoneAt'>
