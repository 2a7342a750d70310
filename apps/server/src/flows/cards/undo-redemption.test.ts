import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { look, world } from '../../../test/world.ts'
import type { World } from '../../../test/world.ts'
import { cardNotActive, cardNotFrozen } from '../../modules/card/index.ts'
import { merchantAvailable } from '../../modules/chart/index.ts'
import { redemptionNotFound, redemptionTooOld, redemptionUndone } from '../../modules/redemption/index.ts'
import { freezeCard, unfreezeCard } from './freeze-card.ts'
import { undoRedemption } from './undo-redemption.ts'

const db = await testDatabase()

async function redeemed(w: World) {
  const swim = await w.single(50_00)
  const bundle = await w.bundle(100_03, [
    { kind: 'visits', productId: swim, visits: 3, gift: false },
    { kind: 'visits', productId: swim, visits: 1, gift: true },
    { kind: 'stored-value', valueFen: 50_00, gift: false },
  ])
  const { cardId } = await w.openCard(bundle)
  const before = { holdings: await w.holdings(cardId), available: await w.balance(merchantAvailable()) }
  const visits = await w.use(cardId, { kind: 'visits', productId: swim, visits: 4 })
  const value = await w.use(cardId, { kind: 'value', amountFen: 33_33 })
  return { cardId, before, visits: visits.redemptionId, value: value.redemptionId }
}

const undo = (w: World, redemptionId: string) => ({
  ...w.by(),
  redemptionId,
  reason: '点错了',
})

test('what was used comes back to the fen, once, however often it is asked', async () => {
  const w = await world(db)
  const { cardId, before, visits, value } = await redeemed(w)
  const one = undo(w, visits)
  const answers = await Promise.all(Array.from({ length: 10 }, () => undoRedemption(db, one)))
  expect(answers).toEqual(Array(10).fill({ redemptionId: visits, cardId }))
  await undoRedemption(db, undo(w, value))

  expect(await w.holdings(cardId)).toEqual(before.holdings)
  expect(await w.balance(merchantAvailable())).toBe(before.available)
  const rows = await look(
    db,
    `select r.state, o.state as order, o.refunded_fen = o.paid_fen as whole from redemption r
     join sale_order o on o.id = r.order_id where r.card_id = $1`,
    [cardId],
  )
  expect(rows).toEqual(Array(2).fill({ state: 'undone', order: 'refunded', whole: true }))
  await w.booksHold()
})

test('of two who undo the same, one does', async () => {
  const w = await world(db)
  const { visits } = await redeemed(w)
  const results = await Promise.allSettled(
    [undo(w, visits), undo(w, visits)].map((one) => undoRedemption(db, one)),
  )
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await expect(undoRedemption(db, undo(w, visits))).rejects.toThrow(redemptionUndone.code)
  await w.booksHold()
})

test('too late, frozen, unknown or elsewhere: refused, and nothing is left behind', async () => {
  const w = await world(db)
  const other = await world(db)
  const { cardId, visits } = await redeemed(w)
  await freezeCard(db, { ...w.by(), cardId, reason: '核对' })
  const before = await w.snapshot()
  await expect(undoRedemption(db, undo(w, visits))).rejects.toThrow(cardNotActive.code)
  await expect(undoRedemption(db, undo(w, db.newId()))).rejects.toThrow(redemptionNotFound.code)
  await expect(undoRedemption(db, undo(other, visits))).rejects.toThrow(redemptionNotFound.code)
  expect(await w.snapshot()).toEqual(before)

  await unfreezeCard(db, { ...w.by(), cardId })
  await expect(unfreezeCard(db, { ...w.by(), cardId })).rejects.toThrow(cardNotFrozen.code)
  db.clock.advance(24 * 3_600_000 + 1)
  await expect(undoRedemption(db, undo(w, visits))).rejects.toThrow(redemptionTooOld.code)
})

test('a card is frozen once', async () => {
  const w = await world(db)
  const { cardId } = await redeemed(w)
  const one = { ...w.by(), cardId, reason: '挂失' }
  await Promise.all(Array.from({ length: 10 }, () => freezeCard(db, one)))
  await expect(freezeCard(db, { ...w.by(), cardId, reason: '挂失' })).rejects.toThrow(cardNotActive.code)
  const events = await look(db, `select from card_event where card_id = $1 and kind = 'frozen'`, [cardId])
  expect(events).toHaveLength(1)
})
