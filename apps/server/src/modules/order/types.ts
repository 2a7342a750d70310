import type { LineKind, OrderSource, OrderState, Tender } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type SaleOrder = {
  id: string
  /** What people read to each other: the business day and eight digits. */
  number: string
  source: OrderSource
  state: OrderState
  customerId: string | null
  sellerId: string | null
  storeId: string | null
  title: string
  totalFen: Fen
  paidFen: Fen
  refundedFen: Fen
  tender: Tender | null
  /** Where a refund that fails goes back to. */
  stateBeforeRefund: OrderState | null
  createdAt: Date
  expiresAt: Date | null
  paidAt: Date | null
  closedAt: Date | null
}

export type OrderLine = {
  id: string
  orderId: string
  position: number
  kind: LineKind
  productId: string | null
  name: string
  quantity: number
  unitPriceFen: Fen
  amountFen: Fen
  cardId: string | null
  /** What was sold, as it was at that moment; each kind knows its own shape. */
  terms: unknown
}

export type OrderDraft = Pick<SaleOrder, 'source' | 'customerId' | 'sellerId' | 'storeId' | 'expiresAt'> & {
  lines: readonly LineDraft[]
}

export type LineDraft = Omit<OrderLine, 'id' | 'orderId' | 'position'>
