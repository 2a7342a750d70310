import { expect, test } from 'vitest'
import { cardRoutes } from '@sesame/contract/cards'
import { orderRoutes } from '@sesame/contract/orders'
import { shopRoutes } from '@sesame/contract/shop'
import { testDatabase } from '../../test/database.ts'
import { call, knock, testApp } from '../../test/http.ts'
import { customerAt, customerSession, staffSession } from '../../test/sessions.ts'
import { look, world } from '../../test/world.ts'

const db = await testDatabase()
const w = await world(db)
const { app } = await testApp(db, { vault: w.vault })
const [{ code: shop }] = (await look<{ code: string }>(db, 'select code from merchant where id = $1', [
  w.merchantId,
])) as [{ code: string }]

const cashier = await staffSession(db, w.merchantId)
const buyer = await customerSession(db, w.vault)
const { token } = buyer
const swim = await w.single(50_00)
const cap = await w.single(12_50, { sells: 'goods', stock: 20 })
const cardTypeId = await w.cardType()
const bundle = await w.bundle(
  300_00,
  [
    { kind: 'visits', productId: swim, visits: 10, gift: false },
    { kind: 'visits', productId: swim, visits: 1, gift: true },
    { kind: 'stored-value', valueFen: 100_00, gift: false },
  ],
  { cardTypeId },
)
const open = { kind: 'card-open' as const, productId: bundle, quantity: 1 }

/** The buyer orders a card in the app and pays it in cash at the counter. */
async function buyCard(by = token): Promise<string> {
  const order = await call(app, shopRoutes.checkout, { token: by, params: { shop }, body: { lines: [open] } })
  await call(app, orderRoutes.takePayment, {
    token: cashier.token,
    params: { orderId: order.id },
    body: { tender: 'cash' },
  })
  const paid = await call(app, shopRoutes.getMyOrder, { token: by, params: { shop, orderId: order.id } })
  return paid.lines[0]!.cardId!
}

const showCode = async (cardId: string) => {
  db.clock.advance(30_000)
  return (await call(app, shopRoutes.cardCode, { token, params: { shop, cardId } })).code
}

test('a customer buys a card, shows its code, and both sides see what happened', async () => {
  expect(await call(app, shopRoutes.currentCard, { token, params: { shop } })).toEqual({
    card: null,
    choices: [],
  })
  const cardId = await buyCard()
  const { card } = await call(app, shopRoutes.currentCard, { token, params: { shop } })
  expect(card).toMatchObject({
    id: cardId,
    state: 'active',
    principalFen: 300_00,
    valuePrincipalFen: 50_00,
    bonusFen: 50_00,
    visitsLeft: 11,
    holdings: [{ productId: swim, visitsLeft: 10, giftVisitsLeft: 1 }],
  })

  const code = await showCode(cardId)
  const read = await call(app, cardRoutes.readCode, { token: cashier.token, body: { code } })
  expect(read.card.id).toBe(cardId)
  const redeemed = await call(app, cardRoutes.redeem, {
    token: cashier.token,
    body: {
      code: code.replace(/(.{4})/g, '$1 ').trim(),
      use: { kind: 'visits', productId: swim, visits: 2 },
    },
  })
  expect(redeemed.redemption).toMatchObject({
    visits: 2,
    earnedFen: 50_00,
    state: 'done',
    cardNumber: card!.number,
  })
  expect(redeemed.card).toMatchObject({ visitsLeft: 9, heldFen: 250_00 })

  const undone = await call(app, cardRoutes.undoRedemption, {
    token: cashier.token,
    params: { redemptionId: redeemed.redemption.id },
    body: { reason: '点错了' },
  })
  expect(undone).toMatchObject({ redemption: { state: 'undone' }, card: { visitsLeft: 11 } })
  const history = await call(app, shopRoutes.listMyCardEvents, { token, params: { shop, cardId } })
  expect(history.items.map(({ kind, visits }) => [kind, visits])).toEqual([
    ['undone', 2],
    ['redeemed', -2],
    ['opened', 11],
  ])
  const order = await call(app, orderRoutes.getOrder, {
    token: cashier.token,
    params: { orderId: redeemed.redemption.orderId },
  })
  expect(order).toMatchObject({
    state: 'refunded',
    source: 'redemption',
    lines: [{ kind: 'card-consumption' }],
  })
  await w.booksHold()
})

test('at the counter goods are quoted, sold, paid with the card, or given up', async () => {
  const cardId = await buyCard()
  const customerId = await customerAt(db, w.vault, { merchantId: w.merchantId, personId: buyer.personId })
  const lines = [{ kind: 'goods' as const, productId: cap, quantity: 2 }]
  const { token: staff } = cashier
  const quote = await call(app, orderRoutes.quote, { token: staff, query: { lines: JSON.stringify(lines) } })
  expect(quote).toMatchObject({ totalFen: 25_00, lines: [{ unitPriceFen: 12_50, quantity: 2 }] })

  const sold = await call(app, orderRoutes.sell, { token: staff, body: { customerId, lines } })
  expect(sold).toMatchObject({ state: 'pending', totalFen: 25_00, source: 'counter' })
  const { order } = await call(app, orderRoutes.takePayment, {
    token: staff,
    params: { orderId: sold.id },
    body: { tender: 'card', code: await showCode(cardId) },
  })
  expect(order).toMatchObject({ state: 'completed', tender: 'card', paidFen: 25_00 })
  expect(order.events.map(({ to }) => to)).toEqual(['pending', 'paid', 'fulfilled', 'completed'])

  const given = await call(app, orderRoutes.sell, { token: staff, body: { customerId: null, lines } })
  const params = { orderId: given.id }
  const closed = await call(app, orderRoutes.closeOrder, { token: staff, params, body: { reason: '不要了' } })
  expect(closed.state).toBe('closed')
  await w.booksHold()
})

test('a recharge that waits is offered, and can be given up', async () => {
  const cardId = await buyCard()
  const lines = [{ kind: 'card-recharge' as const, productId: bundle, quantity: 1, cardId }]
  const ask = () => call(app, shopRoutes.pendingRecharge, { token, params: { shop }, query: { cardId } })
  expect(await ask()).toEqual({ order: null })
  const first = await call(app, shopRoutes.checkout, { token, params: { shop }, body: { lines } })
  expect(await ask()).toMatchObject({ order: { id: first.id } })
  const second = await knock(app, shopRoutes.checkout, { token, params: { shop }, body: { lines } })
  expect(second).toMatchObject({
    status: 409,
    body: { code: 'order.recharge_pending', details: { orderId: first.id } },
  })
  const closed = await call(app, shopRoutes.closeMyOrder, { token, params: { shop, orderId: first.id } })
  expect(closed.state).toBe('closed')
  expect(await ask()).toEqual({ order: null })
})

test('what is another’s is not there: customers, shops and staff of their own scope', async () => {
  const cardId = await buyCard()
  const stranger = await customerSession(db, w.vault)
  const other = await world(db)
  const elsewhere = await staffSession(db, other.merchantId)
  const own = await staffSession(db, w.merchantId, { scope: 'own' })
  const { id: orderId } = await call(app, shopRoutes.checkout, {
    token,
    params: { shop },
    body: { lines: [open] },
  })
  const before = await w.snapshot()

  const theirs = { token: stranger.token }
  const heard = [
    await knock(app, shopRoutes.getMyCard, { ...theirs, params: { shop, cardId } }),
    await knock(app, shopRoutes.cardCode, { ...theirs, params: { shop, cardId } }),
    await knock(app, shopRoutes.listMyCardEvents, { ...theirs, params: { shop, cardId } }),
    await knock(app, shopRoutes.getMyOrder, { ...theirs, params: { shop, orderId } }),
    await knock(app, shopRoutes.closeMyOrder, { ...theirs, params: { shop, orderId } }),
    await knock(app, cardRoutes.getCard, { token: elsewhere.token, params: { cardId } }),
    await knock(app, cardRoutes.freezeCard, {
      token: elsewhere.token,
      params: { cardId },
      body: { reason: 'x' },
    }),
    await knock(app, orderRoutes.getOrder, { token: elsewhere.token, params: { orderId } }),
    await knock(app, orderRoutes.getOrder, { token: own.token, params: { orderId } }),
    await knock(app, orderRoutes.closeOrder, {
      token: own.token,
      params: { orderId },
      body: { reason: 'x' },
    }),
    await knock(app, orderRoutes.takePayment, {
      token: own.token,
      params: { orderId },
      body: { tender: 'cash' },
    }),
  ]
  expect(heard.map(({ status }) => status)).toEqual(Array(heard.length).fill(404))
  const { customer: _, ...rest } = before
  expect(await w.snapshot()).toMatchObject(rest)
})

test('bad input is refused with a code, never a 500', async () => {
  const cardId = await buyCard()
  const before = await w.snapshot()
  const code = await showCode(cardId)
  const amounts = [0, -1, 1.5, 2 ** 53, '100', '１００', null, Number.NaN]
  for (const amountFen of amounts) {
    const use = { kind: 'value' as const, amountFen: amountFen as number }
    const heard = await knock(app, cardRoutes.redeem, { token: cashier.token, body: { code, use } })
    expect(heard, String(amountFen)).toMatchObject({ status: 400, body: { code: 'http.bad_request' } })
  }
  const quantities = [0, -1, 0.5, 10_001, '1', 2 ** 53]
  for (const quantity of quantities) {
    const lines = [{ ...open, quantity: quantity as number }]
    const heard = await knock(app, shopRoutes.checkout, { token, params: { shop }, body: { lines } })
    expect(heard.status, String(quantity)).toBe(400)
  }
  const odd = [
    { lines: [] },
    { lines: [open], priceFen: 1 },
    { lines: [{ ...open, unitPriceFen: 1 }] },
    { lines: [{ ...open, productId: 'x' }] },
    { lines: Array(21).fill(open) },
  ]
  for (const body of odd) {
    const heard = await knock(app, shopRoutes.checkout, { token, params: { shop }, body: body as never })
    expect(heard.status, JSON.stringify(body)).toBe(400)
  }
  for (const wrong of ['１２３４５６７８９０１２３４５６', 'x'.repeat(16), "1' or '1'='1' --", `${code} 1`]) {
    const heard = await knock(app, cardRoutes.readCode, { token: cashier.token, body: { code: wrong } })
    expect(heard, wrong).toMatchObject({ status: 400, body: { code: 'card.code_malformed' } })
  }
  const quote = await knock(app, orderRoutes.quote, { token: cashier.token, query: { lines: '{"a"' } })
  expect(quote).toMatchObject({ status: 400, body: { code: 'order.lines_wrong' } })
  expect(await w.snapshot()).toEqual(before)
})

test('who sees one store sells and redeems there only', async () => {
  const cardId = await buyCard()
  const [here, there] = [db.newId(), db.newId()]
  for (const id of [here, there])
    await db.owner.query(
      'insert into store (merchant_id, id, name, created_at) values ($1, $2::uuid, $2::text, now())',
      [w.merchantId, id],
    )
  const local = await staffSession(db, w.merchantId, { scope: 'store', storeId: here })
  const lines = [{ kind: 'goods' as const, productId: cap, quantity: 1 }]
  const sell = (storeId: string | null) =>
    knock(app, orderRoutes.sell, { token: local.token, body: { customerId: null, lines, storeId } })
  expect(await sell(there)).toMatchObject({ status: 403, body: { code: 'http.forbidden' } })
  expect(await sell(null)).toMatchObject({ status: 200, body: { storeName: here } })

  const use = { kind: 'value' as const, amountFen: 100 }
  const redeem = async (storeId?: string) =>
    knock(app, cardRoutes.redeem, {
      token: local.token,
      body: { code: await showCode(cardId), use, storeId },
    })
  expect(await redeem(there)).toMatchObject({ status: 403 })
  expect(await redeem()).toMatchObject({ status: 200, body: { redemption: { storeName: here } } })
})
