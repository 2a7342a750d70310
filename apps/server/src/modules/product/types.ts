import type { ProductState } from '@sesame/contract/states'
import type { Fen } from '../../kernel/money.ts'

export type ProductDraft = {
  name: string
  category: string
  description: string
  priceFen: Fen
  unit: string
  imageIds: readonly string[]
  hiddenOnIos: boolean
  byExpress: boolean
  position: number
}

export type Product = ProductDraft & {
  id: string
  shape: 'single' | 'bundle'
  sells: 'visit' | 'goods' | 'card'
  state: ProductState
  cardTypeId: string | null
  updatedAt: Date
}

/** One part of a bundle with its share of the price, as an order line freezes it at the sale. */
export type BundleItem = {
  kind: 'visits' | 'stored-value'
  productId: string | null
  visits: number
  valueFen: Fen
  gift: boolean
  computedFen: Fen
}
