import { expect, test } from 'vitest'
import { closeOrder } from '../../src/flows/orders/close-order.ts'
import { placeOrder } from '../../src/flows/orders/place-order.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { supplyStock } from '../../src/flows/catalog/supply-stock.ts'
import { openChannelTest } from '../../src/flows/money/open-channel-test.ts'
import { takeCard } from '../../src/flows/orders/take-card.ts'
import { takeCash } from '../../src/flows/orders/take-cash.ts'
import { businessDay } from '../../src/kernel/clock.ts'
import { cardAboveLimit } from '../../src/modules/card/index.ts'
import { orderUnapplied } from '../../src/modules/chart/index.ts'
import { listPendingRecharges, orderTenderWrong } from '../../src/modules/order/index.ts'
import { stockOf } from '../../src/modules/stock/index.ts'
import { readDashboard, readFigures } from '../../src/reports/dashboard.ts'
import { testDatabase } from '../database.ts'
import { look, newKey, world } from '../world.ts'
import type { World } from '../world.ts'

const db = await testDatabase()

const value = (fen: number) => [{ kind: 'stored-value' as const, valueFen: fen, gift: false }]
const recharge = (productId: string, cardId: string) => ({
  kind: 'card-recharge' as const,
  productId,
  quantity: 1,
  cardId,
})
const goods = (productId: string, quantity = 1) => ({ kind: 'goods' as const, productId, quantity })

/** An account and an attempt in the making, as if a customer stood before the cashier. */
async function payingAttempt(w: World, orderId: string | null): Promise<string> {
  const account = db.newId()
  await db.owner.query(
    `insert into channel_account (merchant_id, id, provider, name, custody, merchant_number, keys_sealed,
       key_fingerprints, created_at, updated_at) values ($1, $2, 'alipay', 'x', 'own', '1', '', '{}', now(), now())`,
    [w.merchantId, account],
  )
  if (orderId)
    await db.owner.query(
      `insert into payment_attempt (merchant_id, id, order_id, channel_account_id, method, app_id, out_trade_no,
         amount_fen, state, request_hash, expires_at, created_at)
       values ($1, $2, $3, $4, 'alipay-wap', 'x', repeat('x', 32), 1250, 'paying', '', now(), now())`,
      [w.merchantId, db.newId(), orderId, account],
    )
  return account
}

test('however many recharges wait for payment, all count towards what the card may hold', async () => {
  const w = await world(db)
  const bundle = await w.bundle(200_00, value(200_00))
  const { cardId, customerId } = await w.openCard(bundle)
  const place = () => w.place({ customerId, lines: [recharge(bundle, cardId)] })
  for (let waiting = 1; waiting <= 24; waiting++) await place()
  await expect(place()).rejects.toThrow(cardAboveLimit.code)
})

test('a recharge whose time is over counts until it is closed, for it may still be paid', async () => {
  const w = await world(db)
  const cardTypeId = await w.cardType()
  const small = await w.bundle(100_00, value(100_00), { cardTypeId })
  const large = await w.bundle(4800_00, value(4800_00), { cardTypeId })
  const { cardId, customerId } = await w.openCard(small)
  await w.place({ customerId, lines: [recharge(large, cardId)] })
  db.clock.advance(20 * 60_000)
  await expect(w.place({ customerId, lines: [recharge(large, cardId)] })).rejects.toThrow(cardAboveLimit.code)
})

test('a recharge given up before the cashier counts until the channel has closed it', async () => {
  const w = await world(db)
  const cardTypeId = await w.cardType()
  const small = await w.bundle(100_00, value(100_00), { cardTypeId })
  const large = await w.bundle(4800_00, value(4800_00), { cardTypeId })
  const { cardId, customerId } = await w.openCard(small)
  const mine = { source: 'customer-app' as const, customerId, sellerId: null, storeId: null, anew: true }
  const again = (productId: string) =>
    placeOrder(w.tools, { ...w.by(), ...mine, lines: [recharge(productId, cardId)] })
  const first = (await again(large)).orderId
  await again(large)
  expect(await w.order(first)).toMatchObject({ state: 'closed' })
  const [second] = await w.within((tx) => listPendingRecharges(tx, cardId))
  await payingAttempt(w, second!.id)
  await expect(again(large)).rejects.toThrow(cardAboveLimit.code)
  await again(small)
})

test('only what an order puts on this card counts towards its limit', async () => {
  const w = await world(db)
  const bundle = await w.bundle(2000_00, value(2000_00))
  const one = await w.openCard(bundle)
  const other = await w.openCard(bundle, one.customerId)
  const { customerId } = one
  await w.place({ customerId, lines: [recharge(bundle, one.cardId), recharge(bundle, other.cardId)] })
  const small = await w.bundle(500_00, value(500_00), { cardTypeId: (await w.card(one.cardId)).typeId })
  await w.place({ customerId, lines: [recharge(small, one.cardId)] })
})

test('the fen that tests a channel is taken by that channel only', async () => {
  const w = await world(db)
  const channelAccountId = await payingAttempt(w, null)
  const { orderId } = await openChannelTest(db, { ...w.by(), staffId: w.staffId, channelAccountId })
  await expect(takeCash(w.tools, { ...w.by(), staffId: w.staffId, orderId })).rejects.toThrow(
    orderTenderWrong.code,
  )
  expect(await w.balance(orderUnapplied(orderId))).toBe(0n)
})

test('what was sold in money and what of it went back are counted alike', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods' })
  const bundle = await w.bundle(100_00, value(100_00))
  const { cardId, customerId } = await w.openCard(bundle)
  const byCard = await w.place({ customerId, lines: [goods(cap)] })
  await takeCard(w.tools, { ...w.by(), staffId: w.staffId, orderId: byCard, code: await w.code(cardId) })
  const byCash = await w.place({ lines: [goods(cap, 2)] })
  await w.payCash(byCash)
  for (const orderId of [byCard, byCash])
    await requestRefund(db, { ...w.by(newKey()), staffId: w.staffId, orderId, reason: 'x' })
  // A card took back what a card had paid: no money came in, and none went out.
  expect(await w.within(readFigures)).toMatchObject({ salesFen: 125_00n, refundedFen: 25_00n })
})

test('what unpaid orders want is held when a product becomes limited', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods' })
  const before = await w.place({ lines: [goods(cap, 3)] })
  await supplyStock(db, { ...w.by(), productId: cap, change: 5 })
  const after = await w.place({ lines: [goods(cap, 2)] })
  await expect(w.place({ lines: [goods(cap)] })).rejects.toThrow('stock.not_enough')
  await w.payCash(before)
  await w.payCash(after)
  const stock = await w.within((tx) => stockOf(tx, [cap]))
  expect(stock.get(cap)).toMatchObject({ supplied: 5, held: 0, sold: 5 })
})

test('an open attempt is seen behind however many that failed', async () => {
  const w = await world(db)
  const orderId = await w.place({ lines: [goods(await w.single(12_50, { sells: 'goods' }))] })
  const account = await payingAttempt(w, orderId)
  await db.owner.query(
    `insert into payment_attempt (merchant_id, id, order_id, channel_account_id, method, app_id, out_trade_no,
       amount_fen, state, request_hash, expires_at, created_at)
     select $1, gen_random_uuid(), $2, $3, 'alipay-wap', 'x', lpad(n::text, 32, '0'), 1250, 'failed', '', now(),
       now() + interval '1 second' from generate_series(1, 200) n`,
    [w.merchantId, orderId, account],
  )
  await closeOrder(db, { ...w.by(), orderId, reason: 'x' })
  expect(await w.order(orderId)).toMatchObject({ state: 'pending' })
})

test('a sale belongs to its day in Shanghai, to the millisecond', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods' })
  const tomorrow = new Date(`${businessDay(new Date(db.clock.now().getTime() + 86_400_000))}T00:00:00+08:00`)
  db.clock.set(new Date(tomorrow.getTime() - 1))
  await w.payCash(await w.place({ lines: [goods(cap)] }))
  expect(await w.within(readFigures)).toMatchObject({ salesFen: 12_50n, orders: 1 })
  db.clock.set(tomorrow)
  await w.payCash(await w.place({ lines: [goods(cap, 2)] }))
  const { figures, yesterday, trend } = await w.within(readDashboard)
  expect([figures.salesFen, yesterday.salesFen]).toEqual([25_00n, 12_50n])
  expect(trend.slice(-2).map(({ salesFen }) => salesFen)).toEqual([12_50n, 25_00n])
  const days = await look<{ number: string }>(
    db,
    'select left(number, 6) as number from sale_order where merchant_id = $1 order by created_at',
    [w.merchantId],
  )
  expect(new Set(days.map(({ number }) => number)).size).toBe(2)
})
