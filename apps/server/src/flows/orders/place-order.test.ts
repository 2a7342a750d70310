import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { look, world } from '../../../test/world.ts'
import type { World } from '../../../test/world.ts'
import { cardAboveLimit, cardNotActive, cardNotFound, cardTypeMismatch } from '../../modules/card/index.ts'
import * as orders from '../../modules/order/index.ts'
import { productNotFound, productNotListed } from '../../modules/product/index.ts'
import { outOfStock, stockOf } from '../../modules/stock/index.ts'
import { freezeCard } from '../cards/freeze-card.ts'
import { shelveProduct } from '../catalog/shelve-product.ts'
import { closeOrder } from './close-order.ts'
import { placeOrder } from './place-order.ts'
import { quoteOrder } from './quote-order.ts'

const db = await testDatabase()

const goods = (productId: string, quantity = 1) => ({ kind: 'goods' as const, productId, quantity })
const open = (productId: string, quantity = 1) => ({ kind: 'card-open' as const, productId, quantity })
const recharge = (productId: string, cardId?: string) => ({
  kind: 'card-recharge' as const,
  productId,
  quantity: 1,
  cardId,
})
const heldOf = async (w: World, productId: string) =>
  (await w.within((tx) => stockOf(tx, [productId]))).get(productId)?.held

test('the server says the price, holds the stock and sets the time', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods', stock: 5 })
  const orderId = await w.place({ lines: [goods(cap, 3)] })
  expect(await w.order(orderId)).toMatchObject({
    state: 'pending',
    source: 'counter',
    totalFen: 37_50n,
    paidFen: 0n,
    sellerId: w.staffId,
    expiresAt: new Date(db.clock.now().getTime() + 15 * 60_000),
  })
  expect(await heldOf(w, cap)).toBe(3)
  const jobs = await look(db, `select name, payload from sesame_jobs.job where payload->>'orderId' = $1`, [
    orderId,
  ])
  expect(jobs).toEqual([{ name: 'order.expire', payload: { merchantId: w.merchantId, orderId } }])

  const reason = '不要了'
  await closeOrder(db, { ...w.by(), orderId, reason })
  expect(await heldOf(w, cap)).toBe(0)
  expect(await w.order(orderId)).toMatchObject({ state: 'closed' })
  await expect(closeOrder(db, { ...w.by(), orderId, reason })).rejects.toThrow(orders.orderNotPending.code)
  await w.booksHold()
})

test('the last piece goes to one of ten buyers', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods', stock: 1 })
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => w.place({ lines: [goods(cap)] })))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(refused).toEqual(Array(9).fill(outOfStock.code))
  expect(await heldOf(w, cap)).toBe(1)
})

test('ten twins place one order', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods', stock: 9 })
  const key = w.by().key
  const ids = await Promise.all(Array.from({ length: 10 }, () => w.place({ key, lines: [goods(cap)] })))
  expect(new Set(ids).size).toBe(1)
  expect(await heldOf(w, cap)).toBe(1)
})

test('three of a bundle are three lines, each to open a card of its own', async () => {
  const w = await world(db)
  const swim = await w.single(50_00)
  const bundle = await w.bundle(100_00, [{ kind: 'visits', productId: swim, visits: 3, gift: false }])
  const orderId = await w.place({ customerId: await w.customer(), lines: [open(bundle, 3)] })
  const lines = await w.lines(orderId)
  expect(lines.map(({ quantity, amountFen }) => [quantity, amountFen])).toEqual(Array(3).fill([1, 100_00n]))
  await w.payCash(orderId)
  const cards = (await w.lines(orderId)).map(({ cardId }) => cardId)
  expect(new Set(cards).size).toBe(3)
  await w.booksHold()
})

test('each refusal leaves nothing behind', async () => {
  const w = await world(db)
  const other = await world(db)
  const swim = await w.single(50_00)
  const cap = await w.single(12_50, { sells: 'goods', stock: 2 })
  const gone = await w.single(9_00, { sells: 'goods' })
  await shelveProduct(db, { ...w.by(), productId: gone, to: 'delisted' })
  const cardTypeId = await w.cardType()
  const value = (fen: number) => [{ kind: 'stored-value' as const, valueFen: fen, gift: false }]
  const bundle = await w.bundle(100_00, value(100_00), { cardTypeId })
  const strange = await w.bundle(100_00, value(100_00))
  const large = await w.bundle(5_000_01, value(5_000_01))
  const anonymous = await w.bundle(1_000_01, value(1_000_01), { named: false })
  const customerId = await w.customer()
  const { cardId } = await w.openCard(bundle, customerId)
  const frozen = await w.openCard(bundle, customerId)
  await freezeCard(db, { ...w.by(), cardId: frozen.cardId, reason: '核对' })
  const rest = await w.bundle(4_900_01, value(4_900_01), { cardTypeId })
  const theirs = await other.single(5_00)
  const dear = await w.single(50_01)

  const cases: [Parameters<World['place']>[0], string][] = [
    [{ lines: [goods(db.newId())] }, productNotFound.code],
    [{ lines: [{ kind: 'visit', productId: theirs, quantity: 1 }] }, productNotFound.code],
    [{ lines: [goods(gone)] }, productNotListed.code],
    [{ lines: [goods(swim)] }, orders.orderKindWrong.code],
    [{ lines: [goods(cap, 3)] }, outOfStock.code],
    [{ lines: [goods(cap), open(bundle)], customerId }, orders.orderMixedKinds.code],
    [{ lines: [open(bundle)] }, orders.orderCustomerRequired.code],
    [{ lines: [open(bundle, 11)], customerId }, orders.orderQuantityWrong.code],
    [{ lines: [{ ...open(bundle), cardId }], customerId }, orders.orderKindWrong.code],
    [{ lines: [open(large)], customerId }, cardAboveLimit.code],
    [{ lines: [open(anonymous)], customerId }, cardAboveLimit.code],
    [{ lines: [recharge(bundle)], customerId }, orders.orderCardRequired.code],
    [{ lines: [{ ...recharge(bundle, cardId), quantity: 2 }], customerId }, orders.orderQuantityWrong.code],
    [
      { lines: [recharge(bundle, cardId), recharge(bundle, cardId)], customerId },
      orders.orderCardRequired.code,
    ],
    [{ lines: [recharge(bundle, db.newId())], customerId }, cardNotFound.code],
    [{ lines: [recharge(bundle, cardId)], customerId: await w.customer() }, cardNotFound.code],
    [{ lines: [recharge(bundle, frozen.cardId)], customerId }, cardNotActive.code],
    [{ lines: [recharge(strange, cardId)], customerId }, cardTypeMismatch.code],
    [{ lines: [recharge(rest, cardId)], customerId }, cardAboveLimit.code],
    [{ lines: [goods(cap)], customerId: db.newId() }, 'customer.not_found'],
    [{ lines: [goods(cap)], customerId: await other.customer() }, 'customer.not_found'],
    [{ lines: [goods(cap)], storeId: db.newId() }, 'store.not_found'],
    [
      { lines: Array(20).fill({ ...goods(cap), kind: 'visit', productId: dear, quantity: 10_000 }) },
      'order.too_large',
    ],
  ]
  const before = await w.snapshot()
  for (const [order, refused] of cases) await expect(w.place(order), refused).rejects.toThrow(refused)
  expect(await w.snapshot()).toEqual(before)
})

test('what is on its way to a card counts against its limit', async () => {
  const w = await world(db)
  const cardTypeId = await w.cardType()
  const value = (fen: number) => [{ kind: 'stored-value' as const, valueFen: fen, gift: false }]
  const bundle = await w.bundle(2_000_00, value(2_000_00), { cardTypeId })
  const { cardId, customerId } = await w.openCard(bundle)
  const lines = [recharge(bundle, cardId)]
  const results = await Promise.allSettled([1, 2, 3].map(() => w.place({ customerId, lines })))
  const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  expect(refused).toEqual(Array(2).fill(cardAboveLimit.code))
})

test('a recharge that waits for payment is offered first; another replaces it', async () => {
  const w = await world(db)
  const bundle = await w.bundle(100_00, [{ kind: 'stored-value', valueFen: 100_00, gift: false }])
  const { cardId, customerId } = await w.openCard(bundle)
  const order = { ...w.by(), source: 'customer-app' as const, customerId, sellerId: null, storeId: null }
  const lines = [recharge(bundle, cardId)]
  const twins = await Promise.allSettled(
    [1, 2].map(() => placeOrder(w.tools, { ...order, key: w.by().key, lines })),
  )
  const [first] = twins.flatMap((one) => (one.status === 'fulfilled' ? [one.value.orderId] : []))
  const [refused] = twins.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toMatchObject({ code: orders.rechargePending.code, details: { orderId: first } })

  const { orderId } = await placeOrder(w.tools, { ...order, key: w.by().key, lines, anew: true })
  expect(await w.order(first!)).toMatchObject({ state: 'closed' })
  expect(await w.order(orderId)).toMatchObject({ state: 'pending' })

  // Time over, nothing is offered any more.
  db.clock.advance(15 * 60_000)
  await placeOrder(w.tools, { ...order, key: w.by().key, lines })
  await w.booksHold()
})

test('nobody learns of, or gives up, the order of another by naming their card', async () => {
  const w = await world(db)
  const bundle = await w.bundle(100_00, [{ kind: 'stored-value', valueFen: 100_00, gift: false }])
  const { cardId, customerId } = await w.openCard(bundle)
  const orderId = await w.place({ customerId, lines: [recharge(bundle, cardId)] })
  const stranger = { customerId: await w.customer(), source: 'customer-app' as const }
  for (const anew of [true, false])
    await expect(w.place({ ...stranger, lines: [recharge(bundle, cardId)], anew })).rejects.toThrow(
      cardNotFound.code,
    )
  expect(await w.order(orderId)).toMatchObject({ state: 'pending' })
})

test('an order that somebody may be paying is closed by asking the channel', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods', stock: 5 })
  const customerId = await w.customer()
  const orderId = await w.place({ customerId, lines: [goods(cap)] })
  const account = db.newId()
  await db.owner.query(
    `insert into channel_account (merchant_id, id, provider, name, custody, merchant_number, keys_sealed,
       key_fingerprints, created_at, updated_at) values ($1, $2, 'alipay', 'x', 'own', '1', '', '{}', now(), now())`,
    [w.merchantId, account],
  )
  await db.owner.query(
    `insert into payment_attempt (merchant_id, id, order_id, channel_account_id, method, app_id, out_trade_no,
       amount_fen, state, request_hash, expires_at, created_at)
     values ($1, $2, $3, $4, 'alipay-wap', 'x', repeat('x', 32), 1250, 'paying', '', now(), now())`,
    [w.merchantId, db.newId(), orderId, account],
  )
  const mine = { orderId, reason: '用户取消', customerId }
  await expect(closeOrder(db, { ...w.by(), ...mine, customerId: db.newId() })).rejects.toThrow(
    'order.not_found',
  )
  await closeOrder(db, { ...w.by(), ...mine })
  expect(await w.order(orderId)).toMatchObject({ state: 'pending' })
  expect(await heldOf(w, cap)).toBe(1)
  const jobs = await look(
    db,
    `select run_at <= now() as due from sesame_jobs.job where payload->>'orderId' = $1`,
    [orderId],
  )
  expect(jobs).toEqual([{ due: true }])
})

test('a quote holds nothing and refuses what is no list of lines', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods', stock: 5 })
  const before = await w.snapshot()
  const ask = (lines: unknown) =>
    quoteOrder(w.tools, { merchantId: w.merchantId, customerId: null, lines: JSON.stringify(lines) })
  expect(await ask([goods(cap, 2)])).toMatchObject({ totalFen: 25_00n, lines: [{ amountFen: 25_00n }] })
  const wrong = [
    [],
    {},
    [goods(cap, 0)],
    [goods(cap, 1.5)],
    [goods(cap, -1)],
    [{ ...goods(cap), priceFen: 1 }],
    'x',
  ]
  for (const lines of wrong) await expect(ask(lines)).rejects.toThrow(orders.orderLinesWrong.code)
  const input = { merchantId: w.merchantId, customerId: null, lines: '[{' }
  await expect(quoteOrder(w.tools, input)).rejects.toThrow(orders.orderLinesWrong.code)
  expect(await w.snapshot()).toEqual(before)
})
