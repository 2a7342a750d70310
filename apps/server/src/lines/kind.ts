import type { Tx } from '../kernel/db.ts'
import type { Actor } from '../kernel/idempotency.ts'
import type { Fen } from '../kernel/money.ts'
import type { Vault } from '../kernel/secrets.ts'
import type { Account, Transfer } from '../ledger/index.ts'
import type { CardTerms } from '../modules/card/index.ts'
import type { LineDraft, OrderLine, SaleOrder, SalesSettings } from '../modules/order/index.ts'
import type { Product } from '../modules/product/index.ts'
import type { Taking } from '../modules/refund/index.ts'

/** What a buyer asks for; the price is not theirs to say. */
export type Wanted = {
  kind: 'visit' | 'goods' | 'card-open' | 'card-recharge'
  productId: string
  quantity: number
  cardId?: string | undefined
}

/** Products as they are now, and what bundles put on a card. */
export type Shelf = {
  products: ReadonlyMap<string, Product>
  bundles: ReadonlyMap<string, CardTerms>
}

export type Sale = {
  customerId: string | null
  settings: SalesSettings
  /** Unpaid recharges of the card that this order takes the place of. */
  replaces: readonly string[]
  /** An unpaid recharge of the card is offered first, by refusing another (B41). */
  offersPending: boolean
}

export type Fulfilment = {
  order: SaleOrder
  line: OrderLine
  /** The line's share of the money that was applied: its price, less what gifted value paid. */
  moneyFen: Fen
  actor: Actor
  vault: Vault
}

export type Reversal = { order: SaleOrder; line: OrderLine; actor: Actor }

/** How one kind of order line is sold. The pipeline knows nothing else of it. */
export type Kind = {
  /** True where nothing is left to do once it was delivered. */
  completesAtOnce: boolean
  /** What it costs this buyer now; refuses what cannot be sold to them. One line may become several. */
  quote(tx: Tx, wanted: Wanted, sale: Sale): Promise<LineDraft[]>
  /** The same from what was read for many at once; only where nothing else decides, and stock is all it takes. */
  quoteFrom?(shelf: Shelf, wanted: Wanted, sale: Sale): LineDraft[]
  /** Unpaid: holds what it takes. */
  reserve(tx: Tx, lines: readonly OrderLine[]): Promise<void>
  /** Cancelled or timed out: lets it go. */
  release(tx: Tx, lines: readonly OrderLine[]): Promise<void>
  /** Paid: delivers. Its transfers are posted with those of the whole order; keys begin with `lineKey`. */
  fulfil(tx: Tx, fulfilment: Fulfilment): Promise<Transfer[]>
  /** The same for a batch, where it can be done by fewer statements. */
  fulfilEach?(tx: Tx, fulfilments: readonly Fulfilment[]): Promise<Transfer[]>
  /** To be refunded: refuses when something of it was used, else takes it back. The pipeline moves the money. */
  reverse(tx: Tx, reversal: Reversal): Promise<void>
  /** The refund has reached the buyer. */
  confirmReverse(tx: Tx, reversal: Reversal): Promise<void>
  /** The refund failed for good: as it was before. */
  undoReverse(tx: Tx, reversal: Reversal): Promise<void>
  /** What of it could be given back in part. */
  left(tx: Tx, one: { line: OrderLine; earlier: readonly Taking[] }): Promise<Left>
  /** What giving a part of it back takes; refuses what is not there any more. Its card is locked. */
  plan(tx: Tx, one: Planning): Promise<Taking[]>
  /** Takes back what was planned, and answers the transfers; keys begin with the given prefix. */
  take(tx: Tx, one: PartReversal & { reserve: Account; keyPrefix: string }): Promise<Transfer[]>
  /** The partial refund was given up: what it took is there again. The caller turns the transfers back. */
  giveAgain(tx: Tx, one: PartReversal): Promise<void>
}

/** What somebody wants back of one line: a whole card, pieces or just money, unused visits, stored value. */
export type WantedBack = {
  lineId: string
  whole?: boolean | undefined
  quantity?: number | undefined
  amountFen?: bigint | undefined
  visits?: readonly { productId: string; visits: number }[] | undefined
  valueFen?: bigint | undefined
}

export type Left = {
  quantity: number
  amountFen: Fen
  visits: { productId: string; visits: number; amountFen: Fen }[]
  valueFen: Fen
}

export type Planning = {
  order: SaleOrder
  line: OrderLine
  wanted: WantedBack
  /** What other refunds took of this line, or will. */
  earlier: readonly Taking[]
}

export type PartReversal = Reversal & { takings: readonly Taking[] }

/** Where the keys of a line's transfers begin. */
export const lineKey = (lineId: string): string => `line:${lineId}`

/** By product, so that orders of the same products in another order wait for each other instead of locking up. */
export function inLockOrder(lines: readonly OrderLine[]): OrderLine[] {
  const rank = ({ productId }: OrderLine) => productId ?? ''
  return lines.toSorted((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0))
}
