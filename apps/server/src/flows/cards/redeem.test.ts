import fc from 'fast-check'
import { expect, test } from 'vitest'
import { look, newKey, world } from '../../../test/world.ts'
import type { World } from '../../../test/world.ts'
import { testDatabase } from '../../../test/database.ts'
import { settableClock } from '../../kernel/clock.ts'
import { keyReused } from '../../kernel/idempotency.ts'
import {
  cardCodeMalformed,
  cardCodeUsed,
  cardCodeWrong,
  cardNotActive,
  notEnoughValue,
  notEnoughVisits,
} from '../../modules/card/index.ts'
import {
  bonusCost,
  cardBonus,
  cardPrincipal,
  cardVisits,
  merchantAvailable,
} from '../../modules/chart/index.ts'
import { freezeCard } from './freeze-card.ts'
import { readCode } from './read-code.ts'
import { redeem } from './redeem.ts'
import type { Use } from './redeem.ts'
import { showCode } from './show-code.ts'

const db = await testDatabase()

/** Ten visits and two given for ¥333.33 with ¥100 of value, of which ¥55.55 are paid. */
async function mixedCard(w: World) {
  const swim = await w.single(50_00)
  const bundle = await w.bundle(333_33, [
    { kind: 'visits', productId: swim, visits: 10, gift: false },
    { kind: 'visits', productId: swim, visits: 2, gift: true },
    { kind: 'stored-value', valueFen: 100_00, gift: false },
  ])
  return { swim, ...(await w.openCard(bundle)) }
}

const request = async (w: World, cardId: string, use: Use, code?: string) => ({
  ...w.by(),
  staffId: w.staffId,
  storeId: null,
  code: code ?? (await w.code(cardId)),
  use,
})

test('a visit earns its share, a deal is made, and everything says so', async () => {
  const w = await world(db)
  const { swim, cardId } = await mixedCard(w)
  const available = await w.balance(merchantAvailable())
  const { redemptionId } = await w.use(cardId, { kind: 'visits', productId: swim, visits: 3 })

  expect(await w.balance(cardVisits(cardId, swim))).toBe(7n)
  expect(await w.balance(cardPrincipal(cardId, swim))).toBe(277_78n - 83_33n)
  expect((await w.balance(merchantAvailable())) - available).toBe(83_33n)
  const [row] = await look(db, 'select * from redemption where id = $1', [redemptionId])
  expect(row).toMatchObject({
    state: 'done',
    visits: 3,
    gift_visits: 0,
    amount_fen: 83_33n,
    earned_fen: 83_33n,
  })
  const [deal] = await look<{ order_id: string }>(
    db,
    `select * from deal where merchant_id = $1 and tender = 'card'`,
    [w.merchantId],
  )
  expect(deal).toMatchObject({ amount_fen: 83_33n, seller_id: w.staffId })
  expect(await w.order(deal!.order_id)).toMatchObject({
    source: 'redemption',
    state: 'completed',
    tender: 'card',
  })
  const messages = await look(db, `select event from message where merchant_id = $1 order by id`, [
    w.merchantId,
  ])
  expect(messages).toEqual([{ event: 'order.paid' }, { event: 'card.redeemed' }])
  await w.booksHold()
})

test('paid visits go before gifted ones, and a gifted one earns nothing', async () => {
  const w = await world(db)
  const { swim, cardId } = await mixedCard(w)
  await w.use(cardId, { kind: 'visits', productId: swim, visits: 11 })
  expect(await w.balance(cardPrincipal(cardId, swim))).toBe(0n)
  await w.use(cardId, { kind: 'visits', productId: swim, visits: 1 })

  const rows = await look(
    db,
    'select visits, gift_visits, earned_fen from redemption where card_id = $1 order by id',
    [cardId],
  )
  expect(rows).toEqual([
    { visits: 10, gift_visits: 1, earned_fen: 277_78n },
    { visits: 0, gift_visits: 1, earned_fen: 0n },
  ])
  const deals = await look(db, `select from deal where merchant_id = $1 and tender = 'card'`, [w.merchantId])
  expect(deals).toHaveLength(1)
  await w.booksHold()
})

test('value is spent by what was paid to what was given', async () => {
  const w = await world(db)
  const { cardId } = await mixedCard(w)
  const cost = await w.balance(bonusCost())
  await w.use(cardId, { kind: 'value', amountFen: 50_00, note: '毛巾' })
  expect(await w.balance(cardPrincipal(cardId, 'value'))).toBe(55_55n - 27_78n)
  expect(await w.balance(cardBonus(cardId))).toBe(44_45n - 22_22n)
  expect(cost - (await w.balance(bonusCost()))).toBe(22_22n)
  await w.booksHold()
})

test('ten twins of one request redeem once and hear the same answer', async () => {
  const w = await world(db)
  const { swim, cardId } = await mixedCard(w)
  const one = await request(w, cardId, { kind: 'visits', productId: swim, visits: 1 })
  const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(w.tools, one)))
  expect(new Set(answers.map(({ redemptionId }) => redemptionId)).size).toBe(1)
  expect(await w.balance(cardVisits(cardId, swim))).toBe(9n)

  db.clock.advance(3_600_000)
  expect(await redeem(w.tools, one)).toEqual(answers[0])
  const other = { ...one, use: { kind: 'value' as const, amountFen: 1 } }
  await expect(redeem(w.tools, other)).rejects.toThrow(keyReused.code)
  await w.booksHold()
})

test('of ten requests with one code, one is served', async () => {
  const w = await world(db)
  const { swim, cardId } = await mixedCard(w)
  const code = await w.code(cardId)
  const requests = await Promise.all(
    Array.from({ length: 10 }, () =>
      request(w, cardId, { kind: 'visits', productId: swim, visits: 1 }, code),
    ),
  )
  const results = await Promise.allSettled(requests.map((one) => redeem(w.tools, one)))
  const refused = results.filter((one) => one.status === 'rejected')
  expect(refused.map((one) => one.reason.code)).toEqual(Array(9).fill(cardCodeUsed.code))
  expect(await w.balance(cardVisits(cardId, swim))).toBe(9n)
  await w.booksHold()
})

test('money for exactly seven of twenty concurrent redemptions serves seven', async () => {
  const w = await world(db)
  const bundle = await w.bundle(70_00, [{ kind: 'stored-value', valueFen: 70_00, gift: false }])
  const { cardId } = await w.openCard(bundle)
  // Each accepts a code once, so each of the twenty comes at a clock and with a code of its own.
  const { customerId } = await w.card(cardId)
  const start = db.clock.now().getTime()
  const requests = Array.from({ length: 20 }, async (_, place) => {
    const clock = settableClock(new Date(start + place * 30_000))
    const tools = { ...w.tools, db: { ...db, clock } }
    const { code } = await showCode(tools, { merchantId: w.merchantId, customerId, cardId })
    return { tools, one: await request(w, cardId, { kind: 'value', amountFen: 10_00 }, code) }
  })
  const ready = await Promise.all(requests)
  const results = await Promise.allSettled(ready.map(({ tools, one }) => redeem(tools, one)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(refused).toEqual(Array(13).fill(notEnoughValue.code))
  expect(await w.balance(cardPrincipal(cardId, 'value'))).toBe(0n)
  await w.booksHold()
})

test('each refusal leaves nothing behind', async () => {
  const w = await world(db)
  const { swim, cardId } = await mixedCard(w)
  const other = await world(db)
  const frozen = await mixedCard(w)
  await freezeCard(db, { ...w.by(), cardId: frozen.cardId, reason: '挂失' })
  const visits = (count: number): Use => ({ kind: 'visits', productId: swim, visits: count })
  const yuan: Use = { kind: 'value', amountFen: 100 }
  const good = await w.code(cardId)
  const wrong = good.slice(0, 10) + String((Number(good.slice(10)) + 1) % 1_000_000).padStart(6, '0')

  const cases: [Use, string, string][] = [
    [visits(13), good, notEnoughVisits.code],
    [{ kind: 'visits', productId: db.newId(), visits: 1 }, good, notEnoughVisits.code],
    [{ kind: 'value', amountFen: 100_01 }, good, notEnoughValue.code],
    [yuan, wrong, cardCodeWrong.code],
    [yuan, `0000000000${good.slice(10)}`, cardCodeWrong.code],
    [yuan, '０１２３４５６７８９０１２３４５', cardCodeMalformed.code],
    [yuan, good.slice(1), cardCodeMalformed.code],
  ]
  const before = await w.snapshot()
  for (const [use, code, refused] of cases)
    await expect(redeem(w.tools, await request(w, cardId, use, code))).rejects.toThrow(refused)
  const elsewhere = { ...(await request(w, cardId, yuan, good)), merchantId: other.merchantId }
  await expect(redeem(w.tools, elsewhere)).rejects.toThrow(cardCodeWrong.code)
  const store = { ...(await request(w, cardId, yuan, good)), storeId: db.newId() }
  await expect(redeem(w.tools, store)).rejects.toThrow('store.not_found')
  expect(await w.snapshot()).toEqual(before)

  await expect(w.use(frozen.cardId, yuan)).rejects.toThrow(cardNotActive.code)
  expect(await w.snapshot()).toEqual(before)
})

test('a code of the step before is still good, one older is not, and none works twice', async () => {
  const w = await world(db)
  const { cardId } = await mixedCard(w)
  const yuan: Use = { kind: 'value', amountFen: 100 }
  const first = await w.code(cardId)
  db.clock.advance(30_000)
  await redeem(w.tools, await request(w, cardId, yuan, first))
  await expect(redeem(w.tools, await request(w, cardId, yuan, first))).rejects.toThrow(cardCodeUsed.code)

  const second = await w.code(cardId)
  db.clock.advance(60_000)
  await expect(redeem(w.tools, await request(w, cardId, yuan, second))).rejects.toThrow(cardCodeWrong.code)
  await w.booksHold()
})

test('who read a code may use it for three minutes, and nobody else may', async () => {
  const w = await world(db)
  const { cardId } = await mixedCard(w)
  const yuan: Use = { kind: 'value', amountFen: 100 }
  const colleague = await w.staff()
  const code = await w.code(cardId)
  const read = await readCode(w.tools, { ...w.by(), staffId: w.staffId, code })
  expect(read.cardId).toBe(cardId)
  expect(read.redeemUntil.getTime() - db.clock.now().getTime()).toBe(180_000)

  const theirs = { ...(await request(w, cardId, yuan, code)), staffId: colleague }
  await expect(redeem(w.tools, theirs)).rejects.toThrow(cardCodeUsed.code)
  await expect(readCode(w.tools, { ...w.by(), staffId: colleague, code })).rejects.toThrow(cardCodeUsed.code)

  db.clock.advance(120_000)
  const again = await readCode(w.tools, { ...w.by(), staffId: w.staffId, code })
  expect(again.redeemUntil).toEqual(read.redeemUntil)
  await redeem(w.tools, await request(w, cardId, yuan, code))

  const late = await w.code(cardId)
  await readCode(w.tools, { ...w.by(newKey()), staffId: w.staffId, code: late })
  db.clock.advance(180_000)
  await expect(redeem(w.tools, await request(w, cardId, yuan, late))).rejects.toThrow(cardCodeWrong.code)
})

test('whatever is used in whatever order, what was paid is released once and to the last fen', async () => {
  const w = await world(db)
  const uses = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 40 })), {
    minLength: 3,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 100_00, max: 900_00 }), uses, async (priceFen, wanted) => {
      const swim = await w.single(37_77)
      const bundle = await w.bundle(priceFen, [
        { kind: 'visits', productId: swim, visits: 7, gift: false },
        { kind: 'visits', productId: swim, visits: 1, gift: true },
        { kind: 'stored-value', valueFen: 1000_00, gift: false },
      ])
      const { cardId } = await w.openCard(bundle)
      const available = await w.balance(merchantAvailable())
      for (const [byVisits, size] of wanted) {
        const use: Use = byVisits
          ? { kind: 'visits', productId: swim, visits: (size % 3) + 1 }
          : { kind: 'value', amountFen: size * 9_99 }
        await w.use(cardId, use).catch((error: Error) => expect(error.message).toMatch(/^card\.not_enough/))
      }
      const { value, visits } = await w.holdings(cardId)
      if (visits[0]!.paid + visits[0]!.gift > 0n) {
        const rest = Number(visits[0]!.paid + visits[0]!.gift)
        await w.use(cardId, { kind: 'visits', productId: swim, visits: rest })
      }
      const left = value.principalFen + value.bonusFen
      if (left > 0n) await w.use(cardId, { kind: 'value', amountFen: Number(left) })
      expect((await w.balance(merchantAvailable())) - available).toBe(BigInt(priceFen))
      expect(await w.holdings(cardId)).toMatchObject({ value: { principalFen: 0n, bonusFen: 0n } })
    }),
    { numRuns: 8 },
  )
  await w.booksHold()
})
