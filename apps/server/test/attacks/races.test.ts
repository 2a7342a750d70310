import { expect, test } from 'vitest'
import { freezeCard, unfreezeCard } from '../../src/flows/cards/freeze-card.ts'
import { redeem } from '../../src/flows/cards/redeem.ts'
import { undoRedemption } from '../../src/flows/cards/undo-redemption.ts'
import { closeOrder } from '../../src/flows/orders/close-order.ts'
import { takeCard } from '../../src/flows/orders/take-card.ts'
import { expireOrder } from '../../src/flows/payments/expire-order.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { testDatabase } from '../database.ts'
import { look, newKey, world } from '../world.ts'
import type { World } from '../world.ts'
import { clash } from './clash.ts'

const db = await testDatabase()

async function stock(w: World) {
  const swim = await w.single(40_00)
  const cap = await w.single(12_50, { sells: 'goods', stock: 50 })
  const bundle = await w.bundle(
    300_00,
    [
      { kind: 'visits', productId: swim, visits: 7, gift: false },
      { kind: 'visits', productId: swim, visits: 2, gift: true },
      { kind: 'stored-value', valueFen: 100_00, gift: false },
      { kind: 'stored-value', valueFen: 30_00, gift: true },
    ],
    { stock: 40 },
  )
  return { swim, cap, bundle }
}

test('redeem, undo, pay, recharge, refund, freeze, close and expire, all at once, leave whole books', async () => {
  const w = await world(db)
  const { swim, cap, bundle } = await stock(w)
  for (let round = 0; round < 6; round++) {
    const { cardId, customerId, orderId: opening } = await w.openCard(bundle)
    const recharge = { kind: 'card-recharge' as const, productId: bundle, quantity: 1, cardId }
    const goods = { kind: 'goods' as const, productId: cap, quantity: 1 }
    const used = await w.use(cardId, { kind: 'visits', productId: swim, visits: 1 })
    const recharging = await w.place({ customerId, lines: [recharge] })
    const buying = await w.place({ customerId, lines: [goods] })
    const codes = [await w.code(cardId), await w.code(cardId)]
    const use = (what: Parameters<typeof w.use>[1], code: string) => () =>
      redeem(w.tools, { ...w.by(), staffId: w.staffId, storeId: null, code, use: what })
    const refund = (orderId: string) => () =>
      requestRefund(db, { ...w.by(), staffId: w.staffId, orderId, reason: 'x' })
    const anew = { customerId, source: 'customer-app' as const, lines: [recharge], anew: true }

    await clash([
      use({ kind: 'visits', productId: swim, visits: 3 }, codes[0]!),
      use({ kind: 'value', amountFen: 77_77 }, codes[1]!),
      () => undoRedemption(db, { ...w.by(), redemptionId: used.redemptionId, reason: 'x' }),
      () => takeCard(w.tools, { ...w.by(), staffId: w.staffId, orderId: buying, code: codes[0]! }),
      () => w.payCash(buying),
      () => w.payCash(recharging),
      refund(opening),
      refund(recharging),
      refund(buying),
      () => freezeCard(db, { ...w.by(), cardId, reason: 'x' }),
      () => unfreezeCard(db, { ...w.by(), cardId }),
      () => closeOrder(db, { ...w.by(), orderId: buying, reason: 'x' }),
      () => expireOrder(db, { merchantId: w.merchantId, orderId: recharging, harmless: [] }),
      () => w.place(anew),
    ])
    await w.booksHold()
  }
  const [negative] = await look(
    db,
    `select a.code from ledger_account a join ledger_balance b on b.account_id = a.id
     where a.merchant_id = $1 and a.floor is not null and b.balance < a.floor`,
    [w.merchantId],
  )
  expect(negative).toBeUndefined()
})

test('a card is taken back or used, never both', async () => {
  const w = await world(db)
  const { swim, bundle } = await stock(w)
  for (let round = 0; round < 8; round++) {
    const { cardId, orderId } = await w.openCard(bundle)
    const code = await w.code(cardId)
    await clash([
      () =>
        redeem(w.tools, {
          ...w.by(newKey()),
          staffId: w.staffId,
          storeId: null,
          code,
          use: { kind: 'visits', productId: swim, visits: 1 },
        }),
      () => requestRefund(db, { ...w.by(), staffId: w.staffId, orderId, reason: 'x' }),
    ])
    const [used] = await look<{ n: number }>(
      db,
      'select count(*)::integer as n from redemption where card_id = $1',
      [cardId],
    )
    const returned = (await w.card(cardId)).state === 'returned'
    expect([used!.n, returned]).toSatisfy(([n, back]) => (n === 1) !== back)
    await w.booksHold()
  }
})
