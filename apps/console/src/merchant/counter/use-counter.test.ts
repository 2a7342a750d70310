import { expect, test } from 'vitest'
import type { Buyer, CardRow, Order, Product } from './counter-types.ts'
import { change, type Counter } from './use-counter.ts'

const product = (id: string): Product => ({ id, sells: 'goods' }) as Product
const buyer = (id: string): Buyer => ({ id, name: id, mobile: '' })
const card = { id: 'card' } as CardRow
const empty: Counter = {
  mode: 'sell',
  buyer: undefined,
  lines: [],
  target: undefined,
  read: undefined,
  order: undefined,
  paying: false,
}
const quantities = ({ lines }: Counter) => lines.map((line) => [line.product.id, line.quantity])

test('the same product again is one more of it, and none of it leaves the cart', () => {
  const two = ['a', 'b', 'a'].reduce((at, id) => change(at, { type: 'add', product: product(id) }), empty)
  expect(quantities(two)).toEqual([
    ['a', 2],
    ['b', 1],
  ])
  expect(quantities(change(two, { type: 'quantity', productId: 'a', quantity: 0 }))).toEqual([['b', 1]])
})

test('a recharge stands alone and leaves with its customer', () => {
  const sold = change({ ...empty, buyer: buyer('x') }, { type: 'add', product: product('a') })
  const recharge = change(sold, { type: 'recharge', product: product('b'), card })
  expect(quantities(recharge)).toEqual([['b', 1]])
  expect(quantities(change(recharge, { type: 'buyer', buyer: buyer('y') }))).toEqual([])
  expect(quantities(change(recharge, { type: 'buyer', buyer: buyer('x') }))).toEqual([['b', 1]])
})

test('an order that waits for payment holds the cart and its customer still', () => {
  const waiting = change(
    { ...empty, buyer: buyer('x'), lines: [{ product: product('a'), quantity: 1 }] },
    { type: 'order', order: { id: 'o' } as Order },
  )
  expect(change(waiting, { type: 'add', product: product('b') }).lines).toEqual(waiting.lines)
  expect(change(waiting, { type: 'quantity', productId: 'a', quantity: 5 }).lines).toEqual(waiting.lines)
  expect(change(waiting, { type: 'buyer', buyer: buyer('y') }).buyer?.id).toBe('x')
  expect(change(waiting, { type: 'next' })).toEqual(empty)
})
