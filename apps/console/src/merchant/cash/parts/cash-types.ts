import type {
  CashHolder as CashHolderSchema,
  CashSafe as CashSafeSchema,
  HandIn as HandInSchema,
} from '@sesame/contract/cash'
import type { Static } from '@sesame/contract/schema'

export type CashHolder = Static<typeof CashHolderSchema>
export type CashSafe = Static<typeof CashSafeSchema>
export type HandIn = Static<typeof HandInSchema>
