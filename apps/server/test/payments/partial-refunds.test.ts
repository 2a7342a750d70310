import { expect, test } from 'vitest'
import { refundRoutes } from '@sesame/contract/refunds'
import { takeCard } from '../../src/flows/orders/take-card.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { approveRefund, rejectRefund, setRefundRule } from '../../src/flows/payments/review-refund.ts'
import { showRefundable } from '../../src/flows/payments/show-refundable.ts'
import type { WantedBack } from '../../src/lines/kind.ts'
import * as chart from '../../src/modules/chart/index.ts'
import { stockOf } from '../../src/modules/stock/index.ts'
import { testDatabase } from '../database.ts'
import { knock, testApp } from '../http.ts'
import { staffSession } from '../sessions.ts'
import { look, newKey, world } from '../world.ts'
import type { World } from '../world.ts'

const db = await testDatabase()

const goods = (productId: string, quantity = 1) => ({ kind: 'goods' as const, productId, quantity })
const ask = (w: World, orderId: string, lines?: WantedBack[], key = newKey()) =>
  requestRefund(db, { ...w.by(key), staffId: w.staffId, orderId, reason: '退一部分', lines })
const refundsOf = (orderId: string) =>
  look<{ id: string; state: string; amountFen: bigint }>(
    db,
    `select id, state, amount_fen as "amountFen" from refund where order_id = $1 order by created_at, id`,
    [orderId],
  )

/** A card of ten swims (and two gifted) and ¥200 of value with ¥50 on top, bought in cash. */
async function swimmer(w: World) {
  const swim = await w.single(10_00)
  const bundle = await w.bundle(290_03, [
    { kind: 'visits', productId: swim, visits: 10, gift: false },
    { kind: 'visits', productId: swim, visits: 2, gift: true },
    { kind: 'stored-value', valueFen: 200_00, gift: false },
    { kind: 'stored-value', valueFen: 50_00, gift: true },
  ])
  const opened = await w.openCard(bundle)
  const [line] = await w.lines(opened.orderId)
  return { swim, bundle, line: line!, ...opened }
}

test('goods go back piece by piece, into stock and out of the till, and the last takes what is left', async () => {
  const w = await world(db)
  const cap = await w.single(12_50, { sells: 'goods', stock: 10 })
  const orderId = await w.place({ lines: [goods(cap, 3)] })
  await w.payCash(orderId)
  const [line] = await w.lines(orderId)
  await ask(w, orderId, [{ lineId: line!.id, quantity: 1 }])
  expect(await w.order(orderId)).toMatchObject({ state: 'completed', refundedFen: 12_50n })
  expect(await w.balance(chart.cashOfStaff(w.staffId))).toBe(25_00n)
  // Money without the goods: the customer keeps what was bought.
  await ask(w, orderId, [{ lineId: line!.id, amountFen: 5_00n }])
  const left = await showRefundable(db, { ...w.by(), orderId })
  expect(left).toMatchObject({
    refundableFen: 20_00n,
    wholeFen: null,
    lines: [{ quantity: 2, amountFen: 20_00n }],
  })
  await ask(w, orderId, [{ lineId: line!.id, quantity: 2 }])
  expect(await w.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 37_50n })
  expect((await w.within((tx) => stockOf(tx, [cap]))).get(cap)).toMatchObject({ held: 0, sold: 0 })
  for (const account of [chart.cashOfStaff(w.staffId), chart.merchantAvailable(), chart.merchantOwnHands()])
    expect(await w.balance(account)).toBe(0n)
  await w.booksHold()
})

test('unused visits go back with their share of the pot, and gifts in proportion; the card goes on', async () => {
  const w = await world(db)
  const { swim, line, cardId, orderId } = await swimmer(w)
  await w.use(cardId, { kind: 'visits', productId: swim, visits: 3 })
  const before = await w.holdings(cardId)
  const paid = before.visits[0]!.principalFen
  await ask(w, orderId, [{ lineId: line.id, visits: [{ productId: swim, visits: 4 }] }])
  const [refund] = await refundsOf(orderId)
  expect(refund).toMatchObject({ state: 'succeeded', amountFen: (paid * 4n) / 7n })
  const after = await w.holdings(cardId)
  expect(after.visits).toMatchObject([{ paid: 3n, gift: 1n, principalFen: paid - refund!.amountFen }])
  expect(after.value.bonusFen).toBeLessThan(before.value.bonusFen)
  expect(await w.card(cardId)).toMatchObject({ state: 'active' })
  expect(await w.order(orderId)).toMatchObject({ state: 'fulfilled', refundedFen: refund!.amountFen })
  await w.booksHold()

  // All the rest, and what is left of the gifts is the part that goes with what was used.
  await ask(w, orderId, [
    {
      lineId: line.id,
      visits: [{ productId: swim, visits: 3 }],
      valueFen: after.value.principalFen,
    },
  ])
  const end = await w.holdings(cardId)
  expect(end.visits).toMatchObject([{ paid: 0n, principalFen: 0n }])
  expect(end.value.principalFen).toBe(0n)
  expect((await showRefundable(db, { ...w.by(), orderId })).lines).toMatchObject([
    { visits: [], valueFen: 0n },
  ])
  await expect(ask(w, orderId)).rejects.toThrow('refund.already_requested')
  await w.booksHold()
})

test('what two orders paid into one pot never gives one of them more than it paid', async () => {
  const w = await world(db)
  const swim = await w.single(10_00)
  const cardTypeId = await w.cardType()
  const visits = [{ kind: 'visits' as const, productId: swim, visits: 10, gift: false }]
  const cheap = await w.bundle(10_00, visits, { cardTypeId })
  const dear = await w.bundle(1000_00, visits, { cardTypeId })
  const { cardId, customerId, orderId } = await w.openCard(cheap)
  const recharge = await w.place({
    customerId,
    lines: [{ kind: 'card-recharge', productId: dear, quantity: 1, cardId }],
  })
  await w.payCash(recharge)
  await w.use(cardId, { kind: 'visits', productId: swim, visits: 5 })
  const [first] = await w.lines(orderId)
  const [second] = await w.lines(recharge)
  const back = (lineId: string, count: number) => [{ lineId, visits: [{ productId: swim, visits: count }] }]
  await ask(w, recharge, back(second!.id, 10))
  expect(await w.order(recharge)).toMatchObject({ state: 'fulfilled', refundedFen: 505_00n })
  const before = await w.snapshot()
  await expect(ask(w, orderId, back(first!.id, 6))).rejects.toThrow('refund.too_much')
  // The last visits would leave money behind that the opening never paid.
  await expect(ask(w, orderId, back(first!.id, 5))).rejects.toThrow('refund.pot_mixed')
  expect(await w.snapshot()).toEqual(before)
  await ask(w, orderId, back(first!.id, 4))
  expect(await w.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 10_00n })
  expect((await w.holdings(cardId)).visits).toMatchObject([{ paid: 1n, principalFen: 242_50n }])
  await w.booksHold()
})

test('of goods paid with a card, paid and gifted value go back in parts that add up', async () => {
  const w = await world(db)
  const bundle = await w.bundle(900_00, [{ kind: 'stored-value', valueFen: 1000_00, gift: false }])
  const { cardId, customerId } = await w.openCard(bundle)
  const cap = await w.single(3_33, { sells: 'goods', stock: 10 })
  const before = await w.holdings(cardId)
  const orderId = await w.place({ customerId, lines: [goods(cap, 3)] })
  await takeCard(w.tools, { ...w.by(), staffId: w.staffId, orderId, code: await w.code(cardId) })
  const [line] = await w.lines(orderId)
  for (const round of [1, 2, 3]) {
    await ask(w, orderId, [{ lineId: line!.id, quantity: 1 }])
    expect(await refundsOf(orderId)).toHaveLength(round)
    await w.booksHold()
  }
  expect(await w.order(orderId)).toMatchObject({ state: 'refunded' })
  expect(await w.holdings(cardId)).toEqual(before)
})

test('two parts at once give back each piece once; a use at the same moment leaves the other nothing', async () => {
  const w = await world(db)
  const cap = await w.single(10_00, { sells: 'goods', stock: 10 })
  const orderId = await w.place({ lines: [goods(cap, 3)] })
  await w.payCash(orderId)
  const [line] = await w.lines(orderId)
  const tries = Array.from({ length: 6 }, () => ask(w, orderId, [{ lineId: line!.id, quantity: 2 }]))
  const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
  expect(done).toHaveLength(1)
  expect(await w.order(orderId)).toMatchObject({ refundedFen: 20_00n })

  const { swim, line: cardLine, cardId, orderId: opening } = await swimmer(w)
  const wanted = [{ lineId: cardLine.id, visits: [{ productId: swim, visits: 10 }] }]
  const results = await Promise.allSettled([
    ask(w, opening, wanted),
    w.use(cardId, { kind: 'visits', productId: swim, visits: 3 }),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await w.booksHold()
})

test('each refusal leaves nothing behind', async () => {
  const w = await world(db)
  const { swim, line, orderId } = await swimmer(w)
  const cap = await w.single(10_00, { sells: 'goods' })
  const sold = await w.place({ lines: [goods(cap, 2)] })
  await w.payCash(sold)
  const [piece] = await w.lines(sold)
  const visits = (count: number, productId = swim) => [{ productId, visits: count }]
  const before = await w.snapshot()
  const cases: [string, WantedBack[], string][] = [
    [orderId, [{ lineId: line.id, visits: visits(11) }], 'refund.too_much'],
    [orderId, [{ lineId: line.id, visits: visits(1, cap) }], 'refund.too_much'],
    [orderId, [{ lineId: line.id, valueFen: 200_01n }], 'refund.too_much'],
    [orderId, [{ lineId: line.id, quantity: 1 }], 'refund.line_wrong'],
    [orderId, [{ lineId: piece!.id, quantity: 1 }], 'refund.line_wrong'],
    [orderId, [{ lineId: line.id }], 'refund.nothing'],
    [sold, [{ lineId: piece!.id, quantity: 3 }], 'refund.too_much'],
    [sold, [{ lineId: piece!.id, amountFen: 20_01n }], 'refund.too_much'],
    [sold, [{ lineId: piece!.id, whole: true }], 'refund.line_wrong'],
    [sold, [1, 1].map((quantity) => ({ lineId: piece!.id, quantity })), 'refund.line_wrong'],
  ]
  for (const [id, lines, code] of cases) await expect(ask(w, id, lines), code).rejects.toThrow(code)
  const wrong = { ...w.by(), staffId: w.staffId, orderId: sold, reason: 'x', expectedFen: 1n }
  await expect(requestRefund(db, wrong)).rejects.toThrow('refund.changed')
  expect(await w.snapshot()).toEqual(before)
})

test('somebody else agrees first, where the merchant wants it; rejected, nothing has moved', async () => {
  const w = await world(db)
  const cap = await w.single(100_00, { sells: 'goods', stock: 5 })
  const rule = { reviewFromFen: 100_00n as never, twoPersons: true }
  await setRefundRule(db, { ...w.by(), rule })
  const orderId = await w.place({ lines: [goods(cap, 2)] })
  await w.payCash(orderId)
  const [line] = await w.lines(orderId)
  const books = () => look(db, 'select count(*) from ledger_transfer where merchant_id = $1', [w.merchantId])
  const before = await books()

  const { refundId } = await ask(w, orderId, [{ lineId: line!.id, quantity: 1 }])
  expect(await refundsOf(orderId)).toMatchObject([{ state: 'requested' }])
  expect(await w.order(orderId)).toMatchObject({ state: 'completed', refundedFen: 0n })
  // What waits counts: the other piece can be asked for, and no third.
  await expect(ask(w, orderId, [{ lineId: line!.id, quantity: 2 }])).rejects.toThrow('refund.too_much')
  await expect(approveRefund(db, { ...w.by(), refundId, note: '' })).rejects.toThrow('refund.same_person')
  const other = { ...w.by(), actor: { kind: 'staff' as const, id: await w.staff() } }
  await rejectRefund(db, { ...other, refundId, note: '没有理由' })
  expect(await books()).toEqual(before)
  expect(await refundsOf(orderId)).toMatchObject([{ state: 'rejected' }])

  const { refundId: again } = await ask(w, orderId)
  const approvals = Array.from({ length: 5 }, () =>
    approveRefund(db, { ...other, key: newKey(), refundId: again, note: '' }),
  )
  const approved = await Promise.allSettled(approvals)
  expect(approved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await w.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 200_00n })
  await expect(rejectRefund(db, { ...other, key: newKey(), refundId: again, note: 'x' })).rejects.toThrow(
    'refund.not_waiting',
  )
  await w.booksHold()
})

test('what was used while it waited is not approved', async () => {
  const w = await world(db)
  await setRefundRule(db, { ...w.by(), rule: { reviewFromFen: 1n as never, twoPersons: false } })
  const { cardId, orderId } = await swimmer(w)
  const { refundId } = await ask(w, orderId)
  await w.use(cardId, { kind: 'value', amountFen: 1_00 })
  const before = await w.snapshot()
  await expect(approveRefund(db, { ...w.by(), refundId, note: '' })).rejects.toThrow('card.used')
  expect(await w.snapshot()).toEqual(before)
  await expect(ask(w, orderId)).rejects.toThrow('refund.already_requested')
})

test('cash is given back only by who may', async () => {
  const w = await world(db)
  const { app } = await testApp(db, { vault: w.vault })
  const cap = await w.single(10_00, { sells: 'goods' })
  const orderId = await w.place({ lines: [goods(cap)] })
  await w.payCash(orderId)
  const permissions = ['order.view', 'refund.request']
  const { token } = await staffSession(db, w.merchantId, { permissions })
  const given = { token, params: { orderId }, body: { reason: '退' } }
  expect(await knock(app, refundRoutes.refundOrder, given)).toMatchObject({ status: 403 })
  const may = await staffSession(db, w.merchantId, { permissions: [...permissions, 'refund.cash'] })
  expect(await knock(app, refundRoutes.refundOrder, { ...given, token: may.token })).toMatchObject({
    status: 409,
    body: { code: 'refund.cash_short' },
  })
})
