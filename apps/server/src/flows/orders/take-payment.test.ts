import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { look, newKey, world } from '../../../test/world.ts'
import type { World } from '../../../test/world.ts'
import { balancesOf } from '../../ledger/index.ts'
import { cardCodeUsed, cardNotActive, cardUsed, notEnoughValue } from '../../modules/card/index.ts'
import * as chart from '../../modules/chart/index.ts'
import * as orders from '../../modules/order/index.ts'
import { stockOf } from '../../modules/stock/index.ts'
import type { Fen } from '../../kernel/money.ts'
import { reverseOrder, undoTaken } from '../../lines/pipeline.ts'
import { freezeCard } from '../cards/freeze-card.ts'
import { undoRedemption } from '../cards/undo-redemption.ts'
import { requestRefund } from '../payments/request-refund.ts'
import { takeCard } from './take-card.ts'
import { takeCash } from './take-cash.ts'

const db = await testDatabase()

const goods = (productId: string, quantity = 1) => ({ kind: 'goods' as const, productId, quantity })
const open = (productId: string) => ({ kind: 'card-open' as const, productId, quantity: 1 })

/** A card with ¥900 paid for ¥1,000 of value, and a cap for ¥12.50. */
async function shop(w: World) {
  const cap = await w.single(12_50, { sells: 'goods', stock: 10 })
  const bundle = await w.bundle(900_00, [{ kind: 'stored-value', valueFen: 1000_00, gift: false }])
  return { cap, bundle, ...(await w.openCard(bundle)) }
}

const byCard = (w: World, orderId: string, code: string) => ({ ...w.by(), staffId: w.staffId, orderId, code })

test('cash for goods is in the cashier’s hands and the merchant’s own', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods', stock: 10 })
  const orderId = await w.place({ lines: [goods(cap, 2)] })
  const key = newKey()
  const answers = await Promise.all(Array.from({ length: 10 }, () => w.payCash(orderId, key)))
  expect(answers).toEqual(Array(10).fill({ orderId }))

  expect(await w.balance(chart.cashOfStaff(w.staffId))).toBe(25_00n)
  expect(await w.balance(chart.merchantOwnHands())).toBe(25_00n)
  expect(await w.balance(chart.merchantAvailable())).toBe(0n)
  expect(await w.balance(chart.orderUnapplied(orderId))).toBe(0n)
  expect(await w.order(orderId)).toMatchObject({ state: 'completed', paidFen: 25_00n, tender: 'cash' })
  expect((await w.within((tx) => stockOf(tx, [cap]))).get(cap)).toMatchObject({ held: 0, sold: 2 })
  const deals = await look(db, 'select amount_fen, tender from deal where order_id = $1', [orderId])
  expect(deals).toEqual([{ amount_fen: 25_00n, tender: 'cash' }])
  await expect(w.payCash(orderId)).rejects.toThrow(orders.orderNotPending.code)
  await w.booksHold()
})

test('cash for a card is owed to its holder until it is used', async () => {
  const w = await world(db)
  const { cardId } = await shop(w)
  expect(await w.balance(chart.merchantAvailable())).toBe(-900_00n)
  expect(await w.balance(chart.cardPrincipal(cardId, 'value'))).toBe(900_00n)
  expect(await w.balance(chart.cardBonus(cardId))).toBe(100_00n)
  expect(await w.balance(chart.bonusCost())).toBe(100_00n)
  const card = await w.card(cardId)
  expect(card).toMatchObject({ state: 'active', named: true })
  expect(card.number).toMatch(/^\d{10}$/)
  await w.booksHold()
})

test('of ten cashiers who take the money of one order, one does', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods' })
  const orderId = await w.place({ lines: [goods(cap)] })
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => w.payCash(orderId)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await w.balance(chart.cashOfStaff(w.staffId))).toBe(12_50n)
  await w.booksHold()
})

test('goods paid with a card take paid and gifted value in proportion, and go back so', async () => {
  const w = await world(db)
  const { cap, cardId, customerId } = await shop(w)
  const before = await w.holdings(cardId)
  const orderId = await w.place({ customerId, lines: [goods(cap, 3), goods(cap)] })
  const request = byCard(w, orderId, await w.code(cardId))
  await Promise.all(Array.from({ length: 10 }, () => takeCard(w.tools, request)))
  expect(await w.holdings(cardId)).toMatchObject({ value: { principalFen: 855_00n, bonusFen: 95_00n } })
  expect(await w.order(orderId)).toMatchObject({ state: 'completed', paidFen: 50_00n, tender: 'card' })
  expect(await w.balance(chart.merchantAvailable())).toBe(-900_00n + 45_00n)
  await w.booksHold()

  await requestRefund(db, { ...w.by(), staffId: w.staffId, orderId, reason: '不要了' })
  expect(await w.holdings(cardId)).toEqual(before)
  expect(await w.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 50_00n })
  expect(await w.balance(chart.merchantAvailable())).toBe(-900_00n)
  expect((await w.within((tx) => stockOf(tx, [cap]))).get(cap)).toMatchObject({ held: 0, sold: 0 })
  await w.booksHold()
})

test('each refusal leaves nothing behind', async () => {
  const w = await world(db)
  const other = await world(db)
  const { cap, bundle, cardId, customerId } = await shop(w)
  const orderId = await w.place({ customerId, lines: [goods(cap)] })
  const much = await w.place({
    customerId,
    lines: [{ kind: 'visit', productId: await w.single(1000_01), quantity: 1 }],
  })
  const cards = await w.place({ customerId, lines: [open(bundle)] })
  const someone = await w.place({ customerId: await w.customer(), lines: [goods(cap)] })
  const closed = await w.place({ customerId, lines: [goods(cap)] })
  await w.within(async (tx) => {
    await orders.markOrder(tx, await orders.lockOrder(tx, closed), 'closed', { actor: w.actor })
  })
  const code = await w.code(cardId)
  const before = await w.snapshot()
  const cases: [string, string][] = [
    [much, notEnoughValue.code],
    [cards, orders.orderTenderWrong.code],
    [someone, orders.orderTenderWrong.code],
    [closed, orders.orderNotPending.code],
    [db.newId(), orders.orderNotFound.code],
  ]
  for (const [id, refused] of cases)
    await expect(takeCard(w.tools, byCard(w, id, code))).rejects.toThrow(refused)
  const cash = { ...other.by(), staffId: other.staffId, orderId }
  await expect(takeCash(other.tools, cash)).rejects.toThrow(orders.orderNotFound.code)
  expect(await w.snapshot()).toEqual(before)

  await takeCard(w.tools, byCard(w, orderId, code))
  const next = await w.place({ customerId, lines: [goods(cap)] })
  await expect(takeCard(w.tools, byCard(w, next, code))).rejects.toThrow(cardCodeUsed.code)
  const shown = await w.code(cardId)
  await freezeCard(db, { ...w.by(), cardId, reason: '核对' })
  await expect(takeCard(w.tools, byCard(w, next, shown))).rejects.toThrow(cardNotActive.code)
  db.clock.advance(15 * 60_000)
  await expect(w.payCash(next)).rejects.toThrow(orders.orderExpired.code)
})

test('a bundle is taken back whole while nothing of it was used, and given back if the refund fails', async () => {
  const w = await world(db)
  const swim = await w.single(50_00)
  const bundle = await w.bundle(
    100_03,
    [
      { kind: 'visits', productId: swim, visits: 3, gift: false },
      { kind: 'visits', productId: swim, visits: 1, gift: true },
      { kind: 'stored-value', valueFen: 50_00, gift: false },
      { kind: 'stored-value', valueFen: 5_00, gift: true },
    ],
    { stock: 4 },
  )
  const { cardId, orderId } = await w.openCard(bundle)
  const before = await w.holdings(cardId)
  const refund = (reserve: ReturnType<typeof chart.refundReserve>) =>
    w.within(async (tx) => reverseOrder(tx, await orders.lockOrder(tx, orderId), reserve, w.actor))

  const { redemptionId } = await w.use(cardId, { kind: 'visits', productId: swim, visits: 1 })
  expect(redemptionId).toBeDefined()
  const used = await w.snapshot()
  await expect(refund(chart.refundReserve(db.newId()))).rejects.toThrow(cardUsed.code)
  expect(await w.snapshot()).toEqual(used)

  const fresh = await w.openCard(bundle)
  for (const round of [1, 2]) {
    const reserve = chart.refundReserve(db.newId())
    const moved = await w.within(async (tx) =>
      reverseOrder(tx, await orders.lockOrder(tx, fresh.orderId), reserve, w.actor),
    )
    expect(moved, `round ${round}`).toBe(100_03n)
    expect(await w.balance(reserve)).toBe(100_03n)
    expect(await w.card(fresh.cardId)).toMatchObject({ state: 'returning' })
    expect(await w.holdings(fresh.cardId)).toMatchObject({ value: { principalFen: 0n, bonusFen: 0n } })
    await expect(w.use(fresh.cardId, { kind: 'value', amountFen: 1 })).rejects.toThrow(cardNotActive.code)
    const takings = (await w.lines(fresh.orderId)).map((line) => ({
      lineId: line.id,
      kind: 'whole' as const,
      productId: line.productId,
      quantity: line.quantity,
      amountFen: line.amountFen,
      bonusFen: 0n as Fen,
      giftVisits: [],
    }))
    const given = { refundId: db.newId(), takings, reserve, actor: w.actor }
    await w.within(async (tx) => undoTaken(tx, await orders.lockOrder(tx, fresh.orderId), given))
    expect(await w.card(fresh.cardId)).toMatchObject({ state: 'active' })
    expect(await w.holdings(fresh.cardId)).toEqual({
      ...before,
      visits: [{ ...before.visits[0]!, principalFen: before.visits[0]!.principalFen }],
    })
    await w.booksHold()
  }
})

test('a recharge is taken back by itself; the opening is not while a recharge stands', async () => {
  const w = await world(db)
  const cardTypeId = await w.cardType()
  const value = [{ kind: 'stored-value' as const, valueFen: 100_00, gift: false }]
  const bundle = await w.bundle(100_00, value, { cardTypeId })
  const { cardId, customerId, orderId: opening } = await w.openCard(bundle)
  const line = { kind: 'card-recharge' as const, productId: bundle, quantity: 1, cardId }
  const recharge = await w.place({ customerId, lines: [line] })
  const reverse = (orderId: string) => {
    const reserve = chart.refundReserve(db.newId())
    return w.within(async (tx) => reverseOrder(tx, await orders.lockOrder(tx, orderId), reserve, w.actor))
  }
  await expect(reverse(opening), 'a recharge is on its way').rejects.toThrow(cardUsed.code)
  await w.payCash(recharge)
  expect(await w.balance(chart.cardPrincipal(cardId, 'value'))).toBe(200_00n)
  await expect(reverse(opening)).rejects.toThrow(cardUsed.code)
  expect(await reverse(recharge)).toBe(100_00n)
  expect(await w.balance(chart.cardPrincipal(cardId, 'value'))).toBe(100_00n)
  expect(await w.card(cardId)).toMatchObject({ state: 'active' })
  expect(await reverse(opening)).toBe(100_00n)
  expect(await w.card(cardId)).toMatchObject({ state: 'returning' })
  const escrow = await w.within((tx) => balancesOf(tx, [chart.cardPrincipal(cardId, 'value')]))
  expect([...escrow.values()]).toEqual([0n])
  await w.booksHold()
})

test('orders of the same products in any order are all paid at once', async () => {
  const w = await world(db)
  const [one, other] = [
    await w.single(1_00, { sells: 'goods', stock: 40 }),
    await w.single(2_00, { sells: 'goods' }),
  ]
  const ids = await Promise.all(
    Array.from({ length: 16 }, (_, place) => {
      const lines = [goods(one), goods(other)]
      return w.place({ lines: place % 2 === 0 ? lines : lines.toReversed() })
    }),
  )
  await Promise.all(ids.map((id) => w.payCash(id)))
  expect(await w.balance(chart.cashOfStaff(w.staffId))).toBe(48_00n)
  expect((await w.within((tx) => stockOf(tx, [one]))).get(one)).toMatchObject({ held: 0, sold: 16 })
  await w.booksHold()
})

test('a recharge is used when anything of its card was used since, until that is undone', async () => {
  const w = await world(db)
  const value = [{ kind: 'stored-value' as const, valueFen: 100_00, gift: false }]
  const bundle = await w.bundle(100_00, value)
  const { cardId, customerId } = await w.openCard(bundle)
  await w.use(cardId, { kind: 'value', amountFen: 50_00 })
  db.clock.advance(1000)
  const line = { kind: 'card-recharge' as const, productId: bundle, quantity: 1, cardId }
  const recharge = await w.place({ customerId, lines: [line] })
  await w.payCash(recharge)
  const reverse = () => {
    const reserve = chart.refundReserve(db.newId())
    return w.within(async (tx) => reverseOrder(tx, await orders.lockOrder(tx, recharge), reserve, w.actor))
  }

  const { redemptionId } = await w.use(cardId, { kind: 'value', amountFen: 1 })
  await expect(reverse()).rejects.toThrow(cardUsed.code)
  await undoRedemption(db, { ...w.by(), redemptionId, reason: '点错了' })
  const cap = await w.single(1_00, { sells: 'goods' })
  const goodsId = await w.place({ customerId, lines: [goods(cap)] })
  await takeCard(w.tools, byCard(w, goodsId, await w.code(cardId)))
  await expect(reverse()).rejects.toThrow(cardUsed.code)
  await requestRefund(db, { ...w.by(), staffId: w.staffId, orderId: goodsId, reason: '不要了' })
  expect(await reverse()).toBe(100_00n)
  expect(await w.balance(chart.cardPrincipal(cardId, 'value'))).toBe(50_00n)
  await w.booksHold()
})
