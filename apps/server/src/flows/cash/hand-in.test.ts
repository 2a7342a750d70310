import { expect, test } from 'vitest'
import { cashRoutes } from '@sesame/contract/cash'
import { staffRoutes } from '@sesame/contract/staff'
import { testDatabase } from '../../../test/database.ts'
import { call, knock, testApp } from '../../../test/http.ts'
import { staffSession } from '../../../test/sessions.ts'
import { newKey, world } from '../../../test/world.ts'
import type { World } from '../../../test/world.ts'
import { fen } from '../../kernel/money.ts'
import { cashDifference, cashOfStaff, cashOfStore, merchantOwnHands } from '../../modules/chart/index.ts'
import { takeCash } from '../orders/take-cash.ts'
import { requestRefund } from '../payments/request-refund.ts'
import { bankCash } from './bank-cash.ts'
import { receiveHandIn, startHandIn, withdrawHandIn } from './hand-in.ts'
import type { StartHandIn } from './hand-in.ts'
import { setCashLimit, setCashRule } from './set-limits.ts'

const db = await testDatabase()

/** Somebody who has sold for so much in cash, and somebody else to receive it. */
async function till(w: World, amountFen = 100_00) {
  const thing = await w.single(amountFen, { sells: 'goods' })
  const sell = async () => {
    const orderId = await w.place({ lines: [{ kind: 'goods', productId: thing, quantity: 1 }] })
    await w.payCash(orderId)
    return orderId
  }
  const orderId = await sell()
  const receiver = { kind: 'staff' as const, id: await w.staff('王财务') }
  const start = (more: Partial<StartHandIn> = {}) =>
    startHandIn(db, {
      ...w.by(),
      staffId: w.staffId,
      storeId: null,
      keptFen: 0n,
      countedFen: BigInt(amountFen),
      denominations: [],
      reason: '',
      ...more,
    })
  const receive = (handInId: string, key = newKey()) =>
    receiveHandIn(db, { merchantId: w.merchantId, key, actor: receiver, handInId })
  const holds = () => w.balance(cashOfStaff(w.staffId))
  const safe = () => w.balance(cashOfStore(w.merchantId))
  return { thing, sell, orderId, receiver, start, receive, holds, safe }
}

test('cash is counted, received by somebody else once, and taken to the bank', async () => {
  const w = await world(db)
  const { start, receive, holds, safe, receiver } = await till(w)
  const denominations = [{ valueFen: 10_000, pieces: 1 }]
  const { handInId } = await start({ denominations })
  expect([await holds(), await safe()]).toEqual([100_00n, 0n])
  await expect(receiveHandIn(db, { ...w.by(), handInId })).rejects.toThrow('cash.same_person')

  const twins = await Promise.allSettled(Array.from({ length: 6 }, () => receive(handInId)))
  expect(twins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect([await holds(), await safe()]).toEqual([0n, 100_00n])

  const bank = { ...w.by(), actor: receiver, storeId: null, amountFen: 60_00n, reference: '回单 1' }
  await bankCash(db, bank)
  await bankCash(db, bank)
  expect([await safe(), await w.balance(merchantOwnHands())]).toEqual([40_00n, 40_00n])
  const before = await w.snapshot()
  await expect(bankCash(db, { ...bank, key: newKey() })).rejects.toThrow('cash.safe_short')
  expect(await w.snapshot()).toEqual(before)
  await w.booksHold()
})

test.each([
  ['missing', 95_00n, -5_00n],
  ['found', 103_00n, 3_00n],
])('what is %s is booked with its reason', async (_, countedFen, differenceFen) => {
  const w = await world(db)
  const { start, receive, holds, safe } = await till(w)
  await expect(start({ countedFen })).rejects.toThrow('cash.reason_required')
  const { handInId } = await start({ countedFen, reason: '找零差错' })
  await receive(handInId)
  expect([await holds(), await safe()]).toEqual([0n, countedFen])
  expect(await w.balance(cashDifference())).toBe(-differenceFen)
  await w.booksHold()
})

test('what is kept as change, and what is sold meanwhile, stays with the person', async () => {
  const w = await world(db)
  const { start, receive, holds, safe, sell } = await till(w)
  const { handInId } = await start({ keptFen: 20_00n, countedFen: 80_00n })
  await sell()
  await receive(handInId)
  expect([await holds(), await safe()]).toEqual([120_00n, 80_00n])
  await w.booksHold()
})

test('less is held by now than was counted: refused, and counted anew', async () => {
  const w = await world(db)
  const { start, receive, holds, orderId } = await till(w)
  const { handInId } = await start()
  await requestRefund(db, { ...w.by(), staffId: w.staffId, orderId, reason: '退' })
  const before = await w.snapshot()
  await expect(receive(handInId)).rejects.toThrow('cash.changed')
  expect(await w.snapshot()).toEqual(before)
  await withdrawHandIn(db, { ...w.by(), handInId })
  await expect(start({ countedFen: 0n })).rejects.toThrow('cash.nothing')
  expect(await holds()).toBe(0n)
})

test('one hand-in at a time, whoever begins it at the same moment', async () => {
  const w = await world(db)
  const { start, receive } = await till(w)
  const begun = await Promise.allSettled(Array.from({ length: 5 }, () => start()))
  const done = begun.filter(({ status }) => status === 'fulfilled')
  expect(done).toHaveLength(1)
  const { handInId } = (done[0] as PromiseFulfilledResult<{ handInId: string }>).value
  await withdrawHandIn(db, { ...w.by(), handInId })
  await expect(receive(handInId)).rejects.toThrow('cash.hand_in_ended')
  const wrong = { denominations: [{ valueFen: 5_000, pieces: 1 }] }
  await expect(start(wrong)).rejects.toThrow('cash.count_wrong')
  await receive((await start()).handInId)
  await w.booksHold()
})

test('nobody holds more than they may, and is told how much they may still take', async () => {
  const w = await world(db)
  const { thing, start, receive, holds } = await till(w)
  await setCashRule(db, { ...w.by(), rule: { limitFen: fen(150_00), twoPersons: true } })
  const orderId = await w.place({ lines: [{ kind: 'goods', productId: thing, quantity: 1 }] })
  const pay = () => takeCash(w.tools, { ...w.by(), staffId: w.staffId, orderId })
  const before = await w.snapshot()
  await expect(pay()).rejects.toMatchObject({ code: 'cash.above_limit', details: { leftFen: 50_00 } })
  expect(await w.snapshot()).toEqual(before)

  await setCashLimit(db, { ...w.by(), staffId: w.staffId, limitFen: 250_00n })
  const others = await Promise.all(
    Array.from({ length: 4 }, () => w.place({ lines: [{ kind: 'goods', productId: thing, quantity: 1 }] })),
  )
  const paid = await Promise.allSettled(
    others.map((id) => takeCash(w.tools, { ...w.by(), staffId: w.staffId, orderId: id })),
  )
  expect(paid.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await holds()).toBe(200_00n)

  // A lower limit takes nothing away; after handing in it counts.
  await setCashLimit(db, { ...w.by(), staffId: w.staffId, limitFen: null })
  await expect(pay()).rejects.toMatchObject({ details: { leftFen: 0 } })
  await receive((await start({ countedFen: 200_00n })).handInId)
  await pay()
  await w.booksHold()
})

test('permissions: one counts one’s own, receives with a permission, and leaves with empty hands', async () => {
  const w = await world(db)
  const { app } = await testApp(db, { vault: w.vault })
  const { thing } = await till(w)
  const permissions = ['cash.view', 'cash.hand-in', 'order.sell']
  const seller = await staffSession(db, w.merchantId, { permissions, scope: 'own' })
  const orderId = await w.place({
    sellerId: seller.staffId,
    lines: [{ kind: 'goods', productId: thing, quantity: 1 }],
  })
  await takeCash(w.tools, { ...w.by(), staffId: seller.staffId, orderId })
  const { items, safes } = await call(app, cashRoutes.listCashHolders, { token: seller.token })
  expect(items).toMatchObject([{ staffId: seller.staffId, heldFen: 100_00 }])
  expect(safes).toEqual([])

  const owner = await staffSession(db, w.merchantId)
  const leave = { token: owner.token, params: { staffId: seller.staffId } }
  expect(await knock(app, staffRoutes.leaveStaff, leave)).toMatchObject({
    status: 409,
    body: { code: 'cash.must_hand_in', details: { heldFen: 100_00 } },
  })
  const body = { storeId: null, keptFen: 0, countedFen: 100_00, denominations: [], reason: '' }
  const mine = { token: seller.token, body: { ...body, staffId: seller.staffId } }
  const theirs = { token: seller.token, body: { ...body, staffId: w.staffId } }
  expect((await knock(app, cashRoutes.startHandIn, theirs)).status).toBe(404)
  const handIn = await call(app, cashRoutes.startHandIn, mine)
  const params = { handInId: handIn.id }
  expect((await knock(app, cashRoutes.receiveHandIn, { token: seller.token, params })).status).toBe(403)
  const received = await call(app, cashRoutes.receiveHandIn, { token: owner.token, params })
  expect(received).toMatchObject({ state: 'received', differenceFen: 0 })
  expect((await call(app, cashRoutes.listHandIns, { token: owner.token, query: {} })).items).toHaveLength(1)
  expect((await knock(app, staffRoutes.leaveStaff, leave)).status).toBe(200)
})
