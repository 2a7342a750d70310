import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { world } from '../../../test/world.ts'
import { inReport } from '../../kernel/db.ts'
import { verifyBooks } from './verify-books.ts'

const db = await testDatabase()

test('a card whose history says other than the books is found', async () => {
  const w = await world(db)
  const swim = await w.single(50_00)
  const bundle = await w.bundle(333_33, [
    { kind: 'visits', productId: swim, visits: 10, gift: false },
    { kind: 'stored-value', valueFen: 100_00, gift: false },
  ])
  const { cardId } = await w.openCard(bundle)
  await w.use(cardId, { kind: 'visits', productId: swim, visits: 3 })
  await w.booksHold()

  const tamper = (change: string) =>
    db.owner.query(`update card_event set ${change} where card_id = $1`, [cardId])
  const found = async () => {
    const { violations } = await inReport(db, (read) => verifyBooks(read, w.merchantId))
    return violations.filter(({ row }) => row.card === cardId).map(({ invariant }) => invariant)
  }
  await tamper('visits = visits + 1')
  expect(await found()).toEqual([7])
  await tamper('visits = visits - 1, bonus_fen = bonus_fen + 1')
  expect(await found()).toEqual([8])
  await tamper('bonus_fen = bonus_fen - 1')
  await w.booksHold()
})
