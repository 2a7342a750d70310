import { expect, test } from 'vitest'
import { supplyStock } from '../../src/flows/catalog/supply-stock.ts'
import { redeem } from '../../src/flows/cards/redeem.ts'
import type { Use } from '../../src/flows/cards/redeem.ts'
import { takeCard } from '../../src/flows/orders/take-card.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { testDatabase } from '../database.ts'
import { look, world } from '../world.ts'
import { clash } from './clash.ts'

const db = await testDatabase()

/** How often PostgreSQL had to break a circle in this database; it tells a second late. */
async function circles(): Promise<bigint> {
  await new Promise((done) => setTimeout(done, 1100))
  const [row] = await look<{ deadlocks: bigint }>(
    db,
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  return row!.deadlocks
}

test('nobody waits in a circle: recharges anew, payments, refunds and supplies of one product', async () => {
  const w = await world(db)
  const swim = await w.single(40_00, { stock: 500 })
  const bundle = await w.bundle(10_00, [{ kind: 'visits', productId: swim, visits: 2, gift: false }], {
    stock: 500,
  })
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
  expect(await circles()).toBe(0n)
})

test('nobody waits in a circle: cash and cards given back while others use the same product', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods' })
  const goods = [{ kind: 'goods' as const, productId: cap, quantity: 1 }]
  const first = await w.place({ lines: goods })
  await w.payCash(first)
  const swim = await w.single(40_00)
  const bundle = await w.bundle(100_00, [
    { kind: 'visits', productId: swim, visits: 9, gift: false },
    { kind: 'stored-value', valueFen: 50_00, gift: false },
    { kind: 'stored-value', valueFen: 50_00, gift: true },
  ])
  for (let round = 0; round < 4; round++) {
    const back = [await w.openCard(bundle), await w.openCard(bundle), await w.openCard(bundle)]
    const used = [await w.openCard(bundle), await w.openCard(bundle), await w.openCard(bundle)]
    const bought = await w.place({ lines: goods })
    const code = await w.code(used[2]!.cardId)
    await takeCard(w.tools, { ...w.by(), staffId: w.staffId, orderId: bought, code })
    const byCash = await w.place({ lines: goods })
    const codes: string[] = []
    for (const { cardId } of used) codes.push(await w.code(cardId))
    const use = (code: string, what: Use) => () =>
      redeem(w.tools, { ...w.by(), staffId: w.staffId, storeId: null, code, use: what })
    await clash([
      ...[...back.map(({ orderId }) => orderId), bought].map(
        (orderId) => () => requestRefund(db, { ...w.by(), staffId: w.staffId, orderId, reason: 'x' }),
      ),
      use(codes[0]!, { kind: 'visits', productId: swim, visits: 1 }),
      use(codes[1]!, { kind: 'visits', productId: swim, visits: 1 }),
      use(codes[2]!, { kind: 'value', amountFen: 10_00 }),
      () => w.payCash(byCash),
    ])
    await w.booksHold()
  }
  expect(await circles()).toBe(0n)
})
