import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { world } from '../../../test/world.ts'

const db = await testDatabase()

test('smoke', async () => {
  const w = await world(db)
  const swim = await w.single(50_00)
  const bundle = await w.bundle(333_33, [
    { kind: 'visits', productId: swim, visits: 10, gift: false },
    { kind: 'visits', productId: swim, visits: 2, gift: true },
    { kind: 'stored-value', valueFen: 100_00, gift: false },
  ])
  const { cardId } = await w.openCard(bundle)
  console.log(await w.holdings(cardId))
  await w.use(cardId, { kind: 'visits', productId: swim, visits: 11 })
  await w.use(cardId, { kind: 'value', amountFen: 33_33 })
  console.log(await w.holdings(cardId))
  await w.booksHold()
  expect(1).toBe(1)
})
