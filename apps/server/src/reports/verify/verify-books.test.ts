import { beforeEach, expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../../test/database.ts'
import { audit, chainAudit } from '../../kernel/audit.ts'
import { inMerchant, inReport } from '../../kernel/db.ts'
import { post } from '../../ledger/index.ts'
import type { Account } from '../../ledger/index.ts'
import { verifyCommand } from '../../main/verify-command.ts'
import { verifyBooks } from './verify-books.ts'

const db = await testDatabase()
const bank: Account = { code: 'bank', unit: 'CNY', normal: 'debit', floor: null }
const card: Account = { code: 'card', unit: 'CNY', normal: 'credit', floor: 0n }
let merchant: string

beforeEach(async () => {
  merchant = await newMerchant(db)
  await inMerchant(db, merchant, async (tx) => {
    const entry = { debit: bank, credit: card, kind: 'test', subjectKind: 'test', subjectId: '1' }
    await post(
      tx,
      [1n, 2n, 3n].map((amount) => ({ ...entry, key: `k${amount}`, amount })),
    )
    for (const action of ['one', 'two', 'three']) {
      await audit(tx, { actor: { kind: 'staff', id: 's' }, action, subjectKind: 'test', subjectId: '1' })
    }
  })
  await chainAudit(db, merchant)
})

const found = async () => {
  const { violations } = await inReport(db, (read) => verifyBooks(read, merchant))
  return [...new Set(violations.map(({ check }) => check))]
}
const tamper = (statement: string) => db.owner.query(`${statement} where merchant_id = '${merchant}'`)

test('right books have nothing to report, and say so', async () => {
  expect(await found()).toEqual([])
  const lines: string[] = []
  expect(await verifyCommand(db, ['--merchant', merchant], (line) => void lines.push(line))).toBe(0)
  expect(lines.join()).toContain('The books are right')
  expect(await verifyCommand(db, ['--merchant', 'x'], () => undefined)).toBe(2)
})

test('a changed balance is found', async () => {
  await db.owner.query(
    `update ledger_balance set balance = balance + 1 where account_id =
      (select id from ledger_account where code = 'card' and merchant_id = $1)`,
    [merchant],
  )
  expect(await found()).toEqual([
    'debits equal credits per merchant and unit',
    'a balance equals the sum of its transfers',
  ])
})

test('a changed amount is found', async () => {
  await tamper(`update ledger_transfer set amount = amount + (case key when 'k2' then 5 else 0 end)`)
  expect(await found()).toEqual([
    'a balance equals the sum of its transfers',
    'running balances form an unbroken chain',
  ])
})

test('a deleted transfer is found', async () => {
  await db.owner.query(`delete from ledger_transfer where merchant_id = $1 and key = 'k2'`, [merchant])
  expect(await found()).toContain('running balances form an unbroken chain')
})

test('an account below its floor or above its ceiling is found', async () => {
  await tamper('update ledger_account set floor = 7, ceiling = 5')
  expect(await found()).toEqual(['no account is below its floor', 'no account grew beyond its ceiling'])
})

test('a changed, swapped or removed audit row is found', async () => {
  await db.owner.query(`update audit_event set action = 'other' where merchant_id = $1 and action = 'two'`, [
    merchant,
  ])
  expect(await found()).toEqual(['the audit chain verifies'])
  await db.owner.query(`update audit_event set action = 'two' where merchant_id = $1 and action = 'other'`, [
    merchant,
  ])
  expect(await found()).toEqual([])
  await db.owner.query(
    `insert into audit_pending (merchant_id, first_id, event_ids)
     select merchant_id, event_id, array[event_id] from audit_link where merchant_id = $1 and sequence = 1`,
    [merchant],
  )
  expect(await found()).toEqual(['what waits for the audit chain is there and in no chain yet'])
  await tamper('delete from audit_pending')
  await db.owner.query('delete from audit_link where merchant_id = $1 and sequence = 2', [merchant])
  db.clock.advance(61_000)
  expect(await found()).toEqual(['the audit chain verifies', 'every audit row is chained within a minute'])
})

test('what is wrong is printed as a table and exits 1, and only the merchant asked for is looked at', async () => {
  await tamper('update ledger_account set floor = 7')
  const lines: string[] = []
  expect(await verifyCommand(db, [], (line) => void lines.push(line))).toBe(1)
  expect(lines.join('\n')).toMatch(
    /3 +no account is below its floor +[0-9a-f-]{36} +code=(bank|card) balance=6 floor=7/,
  )
  expect(await verifyCommand(db, ['--merchant', await newMerchant(db)], () => undefined)).toBe(0)
})
