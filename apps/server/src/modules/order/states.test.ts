import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { statesInSql } from '../../../test/states-in-sql.ts'
import { cardStates } from '../card/index.ts'
import { redemptionStates } from '../redemption/index.ts'
import { orderStates } from './index.ts'

const db = await testDatabase()

test.each([
  ['sale_order', orderStates],
  ['card', cardStates],
  ['redemption', redemptionStates],
])('the states of %s are the same words in SQL', async (table, machine) => {
  expect((await statesInSql(db, table)).toSorted()).toEqual([...machine.all].toSorted())
})

test('a misplaced step is a bug, not a refusal', () => {
  expect(() => orderStates.check('closed', 'paid')).toThrow('no way from closed to paid')
  expect(() => cardStates.check('returned', 'active')).toThrow('no way from returned to active')
})
