import type { Card as CardSchema, CardSummary, Redemption as RedemptionSchema } from '@sesame/contract/cards'
import type { Product as ProductSchema } from '@sesame/contract/catalog'
import type { LineBody, Order as OrderSchema } from '@sesame/contract/orders'
import type { Static } from '@sesame/contract/schema'

export type Card = Static<typeof CardSchema>
export type CardRow = Static<typeof CardSummary>
export type Redemption = Static<typeof RedemptionSchema>
export type Product = Static<typeof ProductSchema>
export type Order = Static<typeof OrderSchema>
export type Line = Static<typeof LineBody>

export type Mode = 'sell' | 'recharge' | 'redeem'
/** What the counter needs to know of a customer. */
export type Buyer = { id: string; name: string; mobile: string; cards?: number }
/** A line as chosen; its price comes from the server's quote. */
export type CartLine = { product: Product; quantity: number; card?: CardRow }
/** A code that was read: good for this staff member for a while, and for one use. */
export type ReadCard = { code: string; card: Card; redeemUntil: string }

export function bodyOf(line: CartLine): Line {
  const { product, quantity, card } = line
  if (card) return { kind: 'card-recharge', productId: product.id, quantity, cardId: card.id }
  const kind = product.sells === 'card' ? 'card-open' : product.sells
  return { kind, productId: product.id, quantity }
}
