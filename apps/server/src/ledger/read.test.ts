import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { inMerchant } from '../kernel/db.ts'
import { findAccount, listAccounts, post, statement, transfersOf } from './index.ts'
import type { Account } from './index.ts'

const db = await testDatabase()
const merchant = await newMerchant(db)
const bank: Account = { code: 'bank', unit: 'CNY', normal: 'debit', floor: null }
const card: Account = { code: 'card:1:bonus', unit: 'CNY', normal: 'credit', floor: 0n }

await inMerchant(db, merchant, (tx) =>
  post(tx, [
    { key: 'a', debit: bank, credit: card, amount: 100n, kind: 'load', subjectKind: 'order', subjectId: '1' },
    { key: 'b', debit: card, credit: bank, amount: 30n, kind: 'spend', subjectKind: 'order', subjectId: '2' },
    { key: 'c', debit: card, credit: bank, amount: 20n, kind: 'spend', subjectKind: 'order', subjectId: '2' },
  ]),
)

test('a statement lists the newest first, page by page, with what each line left', async () => {
  const first = await inMerchant(db, merchant, (tx) => statement(tx, card.code, { limit: 2 }))
  expect(first.items.map(({ key, change, balanceAfter }) => [key, change, balanceAfter])).toEqual([
    ['c', -20n, 50n],
    ['b', -30n, 70n],
  ])
  const second = await inMerchant(db, merchant, (tx) =>
    statement(tx, card.code, { limit: 2, cursor: first.nextCursor! }),
  )
  expect(second.items.map(({ key, change, balanceAfter }) => [key, change, balanceAfter])).toEqual([
    ['a', 100n, 100n],
  ])
  expect(second.nextCursor).toBeNull()
})

test('an account that never moved has an empty statement', async () => {
  expect(await inMerchant(db, merchant, (tx) => statement(tx, 'nowhere'))).toEqual({
    items: [],
    nextCursor: null,
  })
})

test('transfers are found by what they were for and by key', async () => {
  const ofOrder = await inMerchant(db, merchant, (tx) =>
    transfersOf(tx, { subjectKind: 'order', subjectId: '2' }),
  )
  expect(ofOrder.map(({ key }) => key)).toEqual(['b', 'c'])
  const byKey = await inMerchant(db, merchant, (tx) => transfersOf(tx, { keys: ['a', 'x'] }))
  expect(byKey).toMatchObject([
    {
      key: 'a',
      amount: 100n,
      unit: 'CNY',
      debitCode: 'bank',
      creditCode: 'card:1:bonus',
      creditBalance: 100n,
    },
  ])
})

test('accounts are listed by the start of their code, and for their merchant only', async () => {
  const listed = await inMerchant(db, merchant, (tx) => listAccounts(tx, { prefix: 'card:1:' }))
  expect(listed).toMatchObject([{ code: 'card:1:bonus', balance: 50n, floor: 0n, normal: 'credit' }])
  expect(await inMerchant(db, await newMerchant(db), (tx) => findAccount(tx, 'bank'))).toBeUndefined()
})
