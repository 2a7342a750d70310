import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { inMerchant } from '../kernel/db.ts'
import { balancesOf, post } from './index.ts'
import type { Account, Transfer } from './index.ts'

const db = await testDatabase()

const bank: Account = { code: 'bank', unit: 'CNY', normal: 'debit', floor: null }
const available: Account = { code: 'merchant:available', unit: 'CNY', normal: 'credit', floor: null }

const transfer = (key: string, amount: bigint, more: Partial<Transfer> = {}): Transfer => ({
  key,
  debit: bank,
  credit: available,
  amount,
  kind: 'test',
  subjectKind: 'test',
  subjectId: key,
  ...more,
})

test('both sides grow on their normal side', async () => {
  const merchant = await newMerchant(db)
  const posted = await inMerchant(db, merchant, (tx) => post(tx, [transfer('a', 500n), transfer('b', 20n)]))
  expect(posted.map(({ outcome }) => outcome)).toEqual(['posted', 'posted'])

  const balances = await inMerchant(db, merchant, (tx) => balancesOf(tx, [bank, available]))
  expect(Object.fromEntries(balances)).toEqual({ bank: 520n, 'merchant:available': 520n })
})
