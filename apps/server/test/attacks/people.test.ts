import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { orderRoutes } from '@sesame/contract/orders'
import { refundRoutes } from '@sesame/contract/refunds'
import { cardRoutes } from '@sesame/contract/cards'
import { shopRoutes } from '@sesame/contract/shop'
import { redeem } from '../../src/flows/cards/redeem.ts'
import { repointPerson } from '../../src/flows/access/repoint-person.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { insertCustomer } from '../../src/modules/customer/index.ts'
import { findMerchant } from '../../src/modules/merchant/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock, testApp } from '../http.ts'
import { customerSession, staffSession } from '../sessions.ts'
import { look, world } from '../world.ts'

const db = await testDatabase()
const { vault } = await world(db)
const { app } = await testApp(db, { vault })

const value = [{ kind: 'stored-value' as const, valueFen: 100_00, gift: false }]

/** Somebody whom a merchant knows twice: by the app, and by the mobile that the counter wrote down. */
async function knownTwice() {
  const w = await world(db)
  const { personId, mobile } = await customerSession(db, vault)
  const written = {
    fingerprint: vault.fingerprint(mobile),
    sealed: vault.seal(mobile, 'mobile'),
    tail: mobile.slice(-4),
    masked: `${mobile.slice(0, 3)}****${mobile.slice(-4)}`,
  }
  const byApp = (await w.within((tx) => insertCustomer(tx, { personId, name: '小明', mobile: null })))!
  const byMobile = (await w.within((tx) =>
    insertCustomer(tx, { personId: null, name: '明', mobile: written }),
  ))!
  const bundle = await w.bundle(100_00, value)
  const cards = [await w.openCard(bundle, byApp), await w.openCard(bundle, byMobile)]
  return { w, personId, byApp, byMobile, bundle, cards }
}

test('whose cards went to whom is in the log when two records become one person', async () => {
  const { w, personId, byApp, byMobile, cards } = await knownTwice()
  await repointPerson(w, { merchantId: w.merchantId, personId })
  const [event] = await look<{ subject_id: string; before: object; after: object }>(
    db,
    `select subject_id, before, after from audit_event where merchant_id = $1 and action = 'customer.joined'`,
    [w.merchantId],
  )
  expect(event).toMatchObject({
    subject_id: byApp,
    before: { customerId: byMobile, name: '明' },
    after: { name: '小明', cardIds: [cards[1]!.cardId] },
  })
  expect((await w.card(cards[1]!.cardId)).customerId).toBe(byApp)
  await repointPerson(w, { merchantId: w.merchantId, personId })
  expect(await look(db, `select 1 from audit_event where action = 'customer.joined'`)).toHaveLength(1)
  await w.booksHold()
})

test('two records become one while their cards are used, recharged and taken back', async () => {
  for (let round = 0; round < 4; round++) {
    const { w, personId, byApp, byMobile, bundle, cards } = await knownTwice()
    const [one, other] = [cards[0]!, cards[1]!]
    const recharge = { kind: 'card-recharge' as const, productId: bundle, quantity: 1, cardId: other.cardId }
    const recharging = await w.place({ customerId: byMobile, lines: [recharge] })
    const code = await w.code(one.cardId)
    const use = { kind: 'value' as const, amountFen: 30_00 }
    const results = await Promise.allSettled([
      redeem(w.tools, { ...w.by(), staffId: w.staffId, storeId: null, code, use }),
      w.payCash(recharging),
      repointPerson(w, { merchantId: w.merchantId, personId }),
      requestRefund(db, { ...w.by(), staffId: w.staffId, orderId: other.orderId, reason: 'x' }),
      repointPerson(w, { merchantId: w.merchantId, personId }),
    ])
    const failed = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(failed.filter((code) => code !== 'card.used')).toEqual([])
    for (const { cardId } of cards) expect((await w.card(cardId)).customerId).toBe(byApp)
    const left = await look(db, 'select 1 from customer where id = $1', [byMobile])
    expect(left).toEqual([])
    await w.booksHold()
  }
})

async function twoStores() {
  const w = await world(db)
  const stores = [randomUUID(), randomUUID()] as const
  for (const [place, id] of stores.entries())
    await db.owner.query(`insert into store (merchant_id, id, name, created_at) values ($1, $2, $3, now())`, [
      w.merchantId,
      id,
      `店 ${place}`,
    ])
  return { w, here: stores[0], there: stores[1] }
}

test('whoever sees one store can do nothing to the orders and redemptions of another', async () => {
  const { w, here, there } = await twoStores()
  const cap = await w.single(12_50, { sells: 'goods' })
  const { cardId } = await w.openCard(await w.bundle(100_00, value))
  const lines = [{ kind: 'goods' as const, productId: cap, quantity: 1 }]
  const pending = await w.place({ lines, storeId: there })
  const paid = await w.place({ lines, storeId: there })
  await w.payCash(paid)
  const use = { kind: 'value' as const, amountFen: 30_00 }
  const input = { ...w.by(), staffId: w.staffId, storeId: there, code: await w.code(cardId), use }
  const { redemptionId } = await redeem(w.tools, input)
  const before = await w.snapshot()

  for (const scope of ['store', 'own'] as const) {
    const { token } = await staffSession(db, w.merchantId, { scope, storeId: here })
    const refused: { status: number }[] = [
      await knock(app, orderRoutes.getOrder, { token, params: { orderId: pending } }),
      await knock(app, orderRoutes.takePayment, {
        token,
        params: { orderId: pending },
        body: { tender: 'cash' },
      }),
      await knock(app, orderRoutes.closeOrder, {
        token,
        params: { orderId: pending },
        body: { reason: 'x' },
      }),
      await knock(app, orderRoutes.checkPayment, { token, params: { orderId: pending } }),
      await knock(app, refundRoutes.refundOrder, { token, params: { orderId: paid }, body: { reason: 'x' } }),
      await knock(app, cardRoutes.undoRedemption, { token, params: { redemptionId }, body: { reason: 'x' } }),
      await knock(app, cardRoutes.getRedemption, { token, params: { redemptionId } }),
    ]
    expect(refused.map(({ status }) => status)).toEqual(Array(7).fill(404))
    const sold = await knock(app, orderRoutes.sell, {
      token,
      body: { customerId: null, storeId: there, lines },
    })
    expect(sold.status).toBe(403)
    const body = { code: await w.code(cardId), use, storeId: there }
    expect((await knock(app, cardRoutes.redeem, { token, body })).status).toBe(403)
  }
  const after = await w.snapshot()
  // Only those who tried are new.
  const changed = Object.keys(after).filter((table) => after[table] !== before[table])
  expect(changed.toSorted()).toEqual(['membership', 'role', 'session', 'staff', 'staff_role'])
})

test('a customer is not told what the channel said to the merchant', async () => {
  const w = await world(db)
  const { token, personId } = await customerSession(db, vault)
  const customerId = (await w.within((tx) => insertCustomer(tx, { personId, name: '小明', mobile: null })))!
  const orderId = await w.place({
    customerId,
    lines: [{ kind: 'goods', productId: await w.single(12_50, { sells: 'goods' }), quantity: 1 }],
  })
  await w.payCash(orderId)
  await db.owner.query(
    `insert into refund (merchant_id, id, order_id, out_refund_no, amount_fen, cause, reason, state, problem,
       requested_by, created_at)
     values ($1, $2, $3, repeat('x', 32), 1250, 'requested', 'x', 'abnormal', 'NOT_ENOUGH 商户余额不足', 'x', now())`,
    [w.merchantId, randomUUID(), orderId],
  )
  const shop = (await w.within((tx) => findMerchant(tx, w.merchantId)))!.code
  const mine = await call(app, shopRoutes.getMyOrder, { token, params: { shop, orderId } })
  expect(mine.refunds).toMatchObject([{ state: 'abnormal', problem: null }])
})
