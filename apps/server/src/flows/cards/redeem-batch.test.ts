import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { look, newKey, world } from '../../../test/world.ts'
import type { World } from '../../../test/world.ts'
import { cardCodeUsed, cardNotActive, notEnoughValue } from '../../modules/card/index.ts'
import { cardPrincipal, merchantAvailable } from '../../modules/chart/index.ts'
import { freezeCard } from './freeze-card.ts'
import { redeem } from './redeem.ts'
import type { Redeem } from './redeem.ts'

const db = await testDatabase()

async function valueCards(w: World, count: number, valueFen = 100_00) {
  const bundle = await w.bundle(valueFen, [{ kind: 'stored-value', valueFen, gift: false }])
  const cards: string[] = []
  for (let made = 0; made < count; made++) cards.push((await w.openCard(bundle)).cardId)
  return cards
}

/** A request with the code that the card shows now. */
async function spend(
  w: World,
  cardId: string,
  amountFen: number,
  change: Partial<Redeem> = {},
): Promise<Redeem> {
  const code = await w.code(cardId, { fresh: false })
  const common = { ...w.by(newKey()), staffId: w.staffId, storeId: null }
  return { ...common, code, use: { kind: 'value', amountFen }, ...change }
}

async function settle(w: World, requests: readonly Redeem[]) {
  const settled = await Promise.allSettled(requests.map((one) => redeem(w.tools, one)))
  return settled.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason.code as string)))
}

const countOf = async (w: World, table: string) =>
  Number(
    (
      await look<{ n: string }>(db, `select count(*) n from ${table} where merchant_id = $1`, [w.merchantId])
    )[0]!.n,
  )

test('a batch of forty writes for each what a single one writes, and one job tells all', async () => {
  const w = await world(db)
  const cards = await valueCards(w, 40)
  const available = await w.balance(merchantAvailable())
  const jobs = () =>
    look<{ name: string; payload: { messageIds: string[] } }>(
      db,
      `select name, payload from sesame_jobs.job where payload->>'merchantId' = $1 and name = 'message.send-each'`,
      [w.merchantId],
    )
  const requests = await Promise.all(cards.map((card, place) => spend(w, card, 100 + place)))
  expect(await settle(w, requests)).toEqual(cards.map(() => 'done'))

  expect((await w.balance(merchantAvailable())) - available).toBe(BigInt(40 * 100 + (39 * 40) / 2))
  for (const table of ['redemption', 'card_code']) expect(await countOf(w, table)).toBe(40)
  expect((await jobs()).flatMap(({ payload }) => payload.messageIds)).toHaveLength(40)
  const rows = await look<{ xmin: string }>(
    db,
    'select distinct xmin::text from redemption where merchant_id = $1',
    [w.merchantId],
  )
  expect(rows).toHaveLength(1)
  await w.booksHold()
})

test('each is decided on what the one before left: money for two of three codes of one card', async () => {
  const w = await world(db)
  const [card, neighbour] = (await valueCards(w, 2)) as [string, string]
  const first = await spend(w, card, 40_00)
  db.clock.advance(30_000)
  const second = await spend(w, card, 40_00)
  db.clock.advance(30_000)
  const third = await spend(w, card, 40_00)
  db.clock.advance(-30_000)
  const other = await spend(w, neighbour, 100_00)
  expect(await settle(w, [first, second, other, third])).toEqual([
    'done',
    'done',
    'done',
    notEnoughValue.code,
  ])
  expect(await w.balance(cardPrincipal(card, 'value'))).toBe(20_00n)
  await w.booksHold()
})

test('every kind of refusal in one batch spares its neighbours and leaves nothing behind', async () => {
  const w = await world(db)
  const [good, frozen, used, poor, strange] = (await valueCards(w, 5)) as [
    string,
    string,
    string,
    string,
    string,
  ]
  const lost = await spend(w, frozen, 1_00)
  await freezeCard(db, { ...w.by(), cardId: frozen, reason: '挂失' })
  const usedCode = await spend(w, used, 1_00)
  const twin = await spend(w, good, 7_00)
  const requests = [
    twin,
    lost,
    usedCode,
    { ...usedCode, key: newKey() },
    await spend(w, poor, 100_01),
    twin,
    { ...twin, use: { kind: 'value' as const, amountFen: 8_00 } },
    await spend(w, strange, 1_00, { storeId: db.newId() }),
    await spend(w, strange, 1_00, { code: '0000000000000000' }),
  ]
  expect(await settle(w, requests)).toEqual([
    'done',
    cardNotActive.code,
    'done',
    cardCodeUsed.code,
    notEnoughValue.code,
    'done',
    'command.key_reused',
    'store.not_found',
    'card.code_wrong',
  ])
  expect(await countOf(w, 'redemption')).toBe(2)
  const keys = await look(db, `select from idempotency_key where merchant_id = $1 and operation = 'redeem'`, [
    w.merchantId,
  ])
  expect(keys).toHaveLength(2)
  expect(await w.balance(cardPrincipal(strange, 'value'))).toBe(100_00n)
  await w.booksHold()
})

test('a code refused for want of money is still good for what there is', async () => {
  const w = await world(db)
  const [card] = (await valueCards(w, 1)) as [string]
  const tooMuch = await spend(w, card, 100_01)
  const fitting = await spend(w, card, 100_00)
  expect(await settle(w, [tooMuch, fitting])).toEqual([notEnoughValue.code, 'done'])
})

test('what the database refuses of one request spares the others', async () => {
  const w = await world(db)
  const cards = await valueCards(w, 9)
  const requests = await Promise.all(
    cards.map((card, place) => spend(w, card, 1_00, place === 4 ? { staffId: db.newId() } : {})),
  )
  const settled = await Promise.allSettled(requests.map((one) => redeem(w.tools, one)))
  expect(settled.flatMap(({ status }, place) => (status === 'rejected' ? [place] : []))).toEqual([4])
  expect(await countOf(w, 'redemption')).toBe(8)
  await w.booksHold()
})
