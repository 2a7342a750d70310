import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { world } from '../../../test/world.ts'
import { holdStock, outOfStock, releaseStock, returnStock, sellStock, stockOf, supplyStock } from './index.ts'

const db = await testDatabase()

test('supplied is always what is left, held and sold', async () => {
  const w = await world(db)
  const productId = await w.single(10_00, { sells: 'goods', stock: 5 })
  const change = (quantity: number) => [{ productId, quantity }]
  await w.within(async (tx) => {
    await holdStock(tx, change(3))
    await sellStock(tx, change(2))
    await releaseStock(tx, change(1))
    await returnStock(tx, change(1))
  })
  const stock = await w.within(async (tx) => (await stockOf(tx, [productId])).get(productId))
  expect(stock).toEqual({ productId, supplied: 5, held: 0, sold: 1 })
  await expect(w.within((tx) => holdStock(tx, change(5)))).rejects.toThrow(outOfStock.code)
  await expect(w.within((tx) => supplyStock(tx, productId, -5, 0))).rejects.toThrow('stock.below_use')
})

test('a product without a limit holds nothing', async () => {
  const w = await world(db)
  const productId = await w.single(10_00)
  await w.within((tx) => holdStock(tx, [{ productId, quantity: 10_000 }]))
  expect(await w.within((tx) => stockOf(tx, [productId]))).toEqual(new Map())
})

test('of eight that have all begun only as many hold as there are', async () => {
  const w = await world(db)
  const productId = await w.single(10_00, { sells: 'goods', stock: 3 })
  let begun = 0
  let open: () => void
  const all = new Promise<void>((resolve) => (open = resolve))
  const hold = () =>
    w.within(async (tx) => {
      if (++begun === 8) open()
      await all
      await holdStock(tx, [{ productId, quantity: 1 }])
    })
  const settled = await Promise.allSettled(Array.from({ length: 8 }, hold))
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  const stock = await w.within(async (tx) => (await stockOf(tx, [productId])).get(productId))
  expect(stock).toMatchObject({ held: 3, sold: 0 })
})
