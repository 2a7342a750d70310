import { expect, test } from 'vitest'
import { supplyStock } from '../../src/flows/catalog/supply-stock.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { testDatabase } from '../database.ts'
import { look, world } from '../world.ts'
import { clash } from './clash.ts'

const db = await testDatabase()

test('nobody waits in a circle: recharges anew, payments, refunds and supplies of one product', async () => {
  const w = await world(db)
  const swim = await w.single(40_00, { stock: 500 })
  const bundle = await w.bundle(10_00, [{ kind: 'visits', productId: swim, visits: 2, gift: false }], {
    stock: 500,
  })
  const circles = async () => {
    await new Promise((done) => setTimeout(done, 1100))
    const [row] = await look<{ deadlocks: bigint }>(
      db,
      'select deadlocks from pg_stat_database where datname = current_database()',
    )
    return row!.deadlocks
  }
  const before = await circles()
  for (let round = 0; round < 5; round++) {
    const { cardId, customerId, orderId: opening } = await w.openCard(bundle)
    const lines = [{ kind: 'card-recharge' as const, productId: bundle, quantity: 1, cardId }]
    const counter = await w.place({ customerId, lines })
    await w.place({ customerId, lines, source: 'customer-app', anew: true })
    const paying = await w.place({ customerId, lines })
    const visits = [{ kind: 'visit' as const, productId: swim, quantity: 1 }]
    const walkIn = await w.place({ lines: visits })
    await clash([
      () => w.place({ customerId, lines, source: 'customer-app', anew: true }),
      () => w.place({ customerId, lines, source: 'customer-app', anew: true }),
      () => w.payCash(counter),
      () => w.payCash(paying),
      () => w.payCash(walkIn),
      () => supplyStock(db, { ...w.by(), productId: bundle, change: 1 }),
      () => supplyStock(db, { ...w.by(), productId: swim, change: 1 }),
      () => requestRefund(db, { ...w.by(), staffId: w.staffId, orderId: opening, reason: 'x' }),
      () => requestRefund(db, { ...w.by(), staffId: w.staffId, orderId: walkIn, reason: 'x' }),
    ])
    await w.booksHold()
  }
  expect(await circles()).toBe(before)
})
