import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { look, newKey, world } from '../../../test/world.ts'
import type { World } from '../../../test/world.ts'
import * as orders from '../../modules/order/index.ts'
import { outOfStock, stockOf } from '../../modules/stock/index.ts'
import { supplyStock } from '../catalog/supply-stock.ts'

const db = await testDatabase()

const goods = (productId: string, quantity = 1) => ({ kind: 'goods' as const, productId, quantity })

type Order = Parameters<World['place']>[0]

async function placeAll(w: World, wanted: readonly Order[]) {
  const settled = await Promise.allSettled(wanted.map((one) => w.place(one)))
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason.code as string)))
}

const stockNow = async (w: World, productId: string) =>
  (await w.within((tx) => stockOf(tx, [productId]))).get(productId)

test('forty at once are one transaction, and each is what a single one is', async () => {
  const w = await world(db)
  const swim = await w.single(50_00)
  const bundle = await w.bundle(100_00, [{ kind: 'visits', productId: swim, visits: 3, gift: false }])
  const customerId = await w.customer()
  const wanted = { customerId, lines: [{ kind: 'card-open' as const, productId: bundle, quantity: 2 }] }
  const ids = await placeAll(w, Array<Order>(40).fill(wanted))
  const rows = await look<{ xmin: string; jobs: string; lines: string; events: string }>(
    db,
    `select distinct o.xmin::text,
       (select count(*) from sesame_jobs.job where payload->>'orderId' = o.id::text and name = 'order.expire') jobs,
       (select count(*) from order_line l where l.order_id = o.id) lines,
       (select count(*) from order_event e where e.order_id = o.id and e.to_state = 'pending') events
     from sale_order o where o.id = any($1::uuid[])`,
    [ids],
  )
  expect(rows.map(({ xmin: _, ...one }) => one)).toEqual([{ jobs: 1n, lines: 2n, events: 1n }])
  const [first] = ids
  await w.payCash(first!)
  expect(await w.order(first!)).toMatchObject({ state: 'fulfilled', totalFen: 200_00n, title: /×2/ })
  await w.booksHold()
})

test('each is decided on the stock that the one before left, and who is refused holds nothing', async () => {
  const w = await world(db)
  const [cap, towel] = [
    await w.single(12_50, { sells: 'goods', stock: 5 }),
    await w.single(9_00, { sells: 'goods', stock: 9 }),
  ]
  const many = (caps: number) => ({ lines: [goods(towel, 1), goods(cap, caps)] })
  const heard = await placeAll(w, [many(3), many(3), many(2), many(1)])
  expect(heard.map((one) => one === outOfStock.code)).toEqual([false, true, false, true])
  expect(await stockNow(w, cap)).toMatchObject({ held: 5 })
  expect(await stockNow(w, towel)).toMatchObject({ held: 2 })
})

test('a refused one leaves neither rows nor its key behind, and its neighbours stand', async () => {
  const w = await world(db)
  const [cap, swim] = [await w.single(12_50, { sells: 'goods' }), await w.single(50_00)]
  const key = newKey()
  const heard = await placeAll(w, [
    { lines: [goods(cap)] },
    { key, lines: [goods(swim)] },
    { lines: [goods(cap, 2)] },
  ])
  expect(heard[1]).toBe(orders.orderKindWrong.code)
  expect(heard.filter((one) => one === orders.orderKindWrong.code)).toHaveLength(1)
  const again = await placeAll(w, [{ key, lines: [goods(cap, 3)] }])
  expect(await w.order(again[0]!)).toMatchObject({ totalFen: 37_50n })
})

test('who begins to limit a product counts the orders that come at the same moment', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods' })
  const limit = { ...w.by(newKey()), productId: cap, change: 100 }
  const [heard] = await Promise.all([
    placeAll(w, Array<Order>(20).fill({ lines: [goods(cap)] })),
    supplyStock(db, limit),
  ])
  expect(new Set(heard).size).toBe(20)
  expect(await stockNow(w, cap)).toMatchObject({ supplied: 100, held: 20 })
})
