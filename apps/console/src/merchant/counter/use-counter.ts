import { useReducer } from 'react'
import type { Buyer, CardRow, CartLine, Mode, Order, Product, ReadCard } from './counter-types.ts'

export type Counter = {
  mode: Mode
  buyer: Buyer | undefined
  lines: CartLine[]
  /** The card to recharge. */
  target: CardRow | undefined
  read: ReadCard | undefined
  /** The order that waits for payment, or was just paid. */
  order: Order | undefined
  paying: boolean
}

export type CounterAction =
  | { type: 'mode'; mode: Mode }
  | { type: 'buyer'; buyer: Buyer | undefined }
  | { type: 'add'; product: Product }
  | { type: 'recharge'; product: Product; card: CardRow }
  | { type: 'quantity'; productId: string; quantity: number }
  | { type: 'target'; card: CardRow | undefined }
  | { type: 'read'; read: ReadCard | undefined }
  | { type: 'order'; order: Order }
  | { type: 'paying'; paying: boolean }
  | { type: 'clear' }
  | { type: 'next' }

const start: Counter = {
  mode: 'sell',
  buyer: undefined,
  lines: [],
  target: undefined,
  read: undefined,
  order: undefined,
  paying: false,
}

const linesMax = 20

/** What is on the counter right now. While an order waits for payment, the cart stands still. */
export function useCounter(mode: Mode) {
  return useReducer(change, { ...start, mode })
}

export function change(counter: Counter, action: CounterAction): Counter {
  switch (action.type) {
    case 'mode':
      return { ...counter, mode: action.mode }
    case 'buyer':
      return withBuyer(counter, action.buyer)
    case 'add':
      return counter.order ? counter : { ...counter, lines: added(counter.lines, action.product) }
    case 'recharge':
      return counter.order
        ? counter
        : { ...counter, lines: [{ product: action.product, quantity: 1, card: action.card }] }
    case 'quantity':
      return counter.order ? counter : { ...counter, lines: requantified(counter.lines, action) }
    case 'target':
      return { ...counter, target: action.card }
    case 'read':
      return { ...counter, read: action.read, ...(action.read ? { mode: 'redeem' as const } : {}) }
    case 'order':
      return { ...counter, order: action.order, paying: true }
    case 'paying':
      return { ...counter, paying: action.paying }
    case 'clear':
      return { ...counter, lines: [], order: undefined, paying: false }
    case 'next':
      return { ...start, mode: counter.mode }
  }
}

/** Another customer's card cannot stay in the cart. */
function withBuyer(counter: Counter, buyer: Buyer | undefined): Counter {
  if (counter.order || counter.buyer?.id === buyer?.id) return { ...counter, buyer: counter.buyer ?? buyer }
  return { ...counter, buyer, target: undefined, lines: counter.lines.filter((line) => !line.card) }
}

function added(lines: CartLine[], product: Product): CartLine[] {
  const kept = lines.filter((line) => !line.card)
  const found = kept.find((line) => line.product.id === product.id)
  if (found) return requantified(kept, { productId: product.id, quantity: found.quantity + 1 })
  return kept.length < linesMax ? [...kept, { product, quantity: 1 }] : kept
}

function requantified(
  lines: CartLine[],
  { productId, quantity }: { productId: string; quantity: number },
): CartLine[] {
  if (quantity < 1) return lines.filter((line) => line.product.id !== productId)
  return lines.map((line) => (line.product.id === productId ? { ...line, quantity } : line))
}
