import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { settleStage } from '../../../test/settle-stage.ts'
import { world } from '../../../test/world.ts'
import { inReport } from '../../kernel/db.ts'
import { verifyBooks } from './verify-books.ts'

const db = await testDatabase()

/** A merchant with a confirmed statement and a withdrawal that waits for its reviewers. */
async function stage() {
  const w = await world(db)
  const s = settleStage(db, w)
  await s.earn(300_00)
  await s.bankAccount()
  await s.withdraw(100_00)
  const found = async () => {
    const { violations } = await inReport(db, (read) => verifyBooks(read, w.merchantId))
    return [...new Set(violations.map(({ check }) => check))].filter(
      (check) => !check.startsWith('every audit'),
    )
  }
  const tamper = (statement: string) => db.owner.query(`${statement} where merchant_id = '${w.merchantId}'`)
  return { ...w, ...s, found, tamper }
}

const tells = 'a statement tells what the ledger holds for its period, and nothing else'
const closes = 'a statement closes with its opening and what moved, and opens as the one before closed'

test('right statements and withdrawals have nothing to report', async () => {
  const { found } = await stage()
  expect(await found()).toEqual([])
})

test.each([
  ['update settlement_movement set amount_fen = amount_fen + 1', [tells, closes]],
  ['update settlement_movement set transfers = transfers + 1', [tells]],
  ['delete from settlement_movement', [tells, closes]],
  ['update settlement_balance set opening_fen = 5, closing_fen = closing_fen + 5', [closes]],
  ['update settlement_statement set fee_fen = 7', ["the operator's fee of a statement is posted once"]],
  [
    'update withdrawal set amount_fen = 99',
    [
      'what is being withdrawn is what open withdrawals have set aside',
      'a withdrawal is set aside, then paid or given back, once',
    ],
  ],
  [
    "update withdrawal set state = 'approved'",
    ['a withdrawal goes on only with as many different persons as it needs'],
  ],
])('found: %s', async (statement, checks) => {
  const { found, tamper } = await stage()
  await tamper(statement)
  expect(await found()).toEqual(checks)
})
