import { expect, test } from 'vitest'
import { redeemEach } from '../../src/flows/cards/redeem.ts'
import type { Redeem } from '../../src/flows/cards/redeem.ts'
import { inMerchant } from '../../src/kernel/db.ts'
import { gather } from '../../src/kernel/gather.ts'
import { merchantAvailable } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { newKey, world } from '../world.ts'
import type { World } from '../world.ts'

const db = await testDatabase()

/** All in one batch and one transaction, whatever the gatherer would have made of them. */
async function inOneBatch(w: World, requests: readonly Redeem[]) {
  const verdicts = await inMerchant(db, w.merchantId, (tx) => redeemEach(tx, requests, w.tools))
  return verdicts.map((one) => ('answer' in one ? 'done' : one.refused.code))
}

async function cardOfVisits(w: World, priceFen: number, visits: number) {
  const productId = await w.single(50_00)
  const bundle = await w.bundle(priceFen, [{ kind: 'visits', productId, visits, gift: false }])
  const { cardId } = await w.openCard(bundle)
  const visit = (code: string): Redeem => ({
    ...w.by(newKey()),
    staffId: w.staffId,
    storeId: null,
    code,
    use: { kind: 'visits', productId, visits: 1 },
  })
  return { cardId, visit }
}

/** The codes of three steps, all of which are good at the middle one. */
async function threeCodes(w: World, cardId: string): Promise<string[]> {
  const codes = []
  for (let made = 0; made < 3; made++) codes.push(await w.code(cardId))
  db.clock.advance(-30_000)
  return codes
}

test('of two with one code in one batch the second is refused', async () => {
  const w = await world(db)
  const { cardId, visit } = await cardOfVisits(w, 100_00, 3)
  const code = await w.code(cardId)
  expect(await inOneBatch(w, [visit(code), visit(code)])).toEqual(['done', 'card.code_used'])
  await w.booksHold()
})

test('each of a batch sees what the one before it took: the last takes the last fen', async () => {
  const w = await world(db)
  const { cardId, visit } = await cardOfVisits(w, 100_00, 3)
  const codes = await threeCodes(w, cardId)
  const before = await w.balance(merchantAvailable())
  expect(await inOneBatch(w, codes.map(visit))).toEqual(['done', 'done', 'done'])
  expect(await w.balance(merchantAvailable())).toBe(before + 100_00n)
  await w.booksHold()
})

test('who finds nothing left in the batch is refused alone', async () => {
  const w = await world(db)
  const { cardId, visit } = await cardOfVisits(w, 100_00, 2)
  const codes = await threeCodes(w, cardId)
  expect(await inOneBatch(w, codes.map(visit))).toEqual(['done', 'done', 'card.not_enough_visits'])
  await w.booksHold()
})

test('who has given up while the batch failed is not done in its halves', async () => {
  const batches: string[][] = []
  const ask = gather<string, string>(
    async (_, requests) => {
      batches.push([...requests])
      await new Promise((done) => setTimeout(done, 60))
      if (requests.length > 1) throw new Error('as a whole')
      return requests.map((answer) => ({ answer }))
    },
    { deadlineMilliseconds: 30 },
  )
  const both = await Promise.allSettled([ask('lane', 'one'), ask('lane', 'other')])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await new Promise((done) => setTimeout(done, 150))
  expect(batches).toEqual([['one', 'other']])
})
