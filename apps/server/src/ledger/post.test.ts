import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { inMerchant } from '../kernel/db.ts'
import { balancesOf, post, postAll } from './index.ts'
import type { Account, Transfer } from './index.ts'

const db = await testDatabase()

const bank: Account = { code: 'bank', unit: 'CNY', normal: 'debit', floor: null }
const available: Account = { code: 'merchant:available', unit: 'CNY', normal: 'credit', floor: null }
const card: Account = { code: 'card:1:principal:value', unit: 'CNY', normal: 'credit', floor: 0n }
const cash: Account = { code: 'cash:1', unit: 'CNY', normal: 'debit', floor: 0n }

const move = (key: string, amount: bigint, more: Partial<Transfer> = {}): Transfer => ({
  key,
  amount,
  debit: bank,
  credit: available,
  kind: 'test',
  subjectKind: 'test',
  subjectId: 's',
  ...more,
})
const load = (key: string, amount: bigint, more: Partial<Transfer> = {}) =>
  move(key, amount, { credit: card, ...more })
const spend = (key: string, amount: bigint, more: Partial<Transfer> = {}) =>
  move(key, amount, { debit: card, ...more })

const run = (merchant: string, ...transfers: Transfer[]) =>
  inMerchant(db, merchant, (tx) => post(tx, transfers))
const outcomes = async (merchant: string, ...transfers: Transfer[]) =>
  (await run(merchant, ...transfers)).map(({ outcome }) => outcome)
const balance = async (merchant: string, account: Account) =>
  (await inMerchant(db, merchant, (tx) => balancesOf(tx, [account]))).get(account.code)
const count = async (merchant: string) =>
  (await inMerchant(db, merchant, (tx) => tx.query(sql`select from ledger_transfer`))).length

test('both sides grow on their normal side', async () => {
  const merchant = await newMerchant(db)
  expect(await outcomes(merchant, move('a', 500n), move('b', 20n))).toEqual(['posted', 'posted'])
  expect(await balance(merchant, bank)).toBe(520n)
  expect(await balance(merchant, available)).toBe(520n)
  expect(await balance(merchant, card)).toBe(0n)
})

test('fifty concurrent transfers drain an account that has enough for twenty', async () => {
  const merchant = await newMerchant(db)
  await run(merchant, load('in', 2000n))
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, index) => outcomes(merchant, spend(`s${index}`, 100n))),
  )
  expect(all.flat().toSorted()).toEqual([...Array(30).fill('below_floor'), ...Array(20).fill('posted')])
  expect(await balance(merchant, card)).toBe(0n)
  expect(await balance(merchant, available)).toBe(2000n)
  expect(await count(merchant)).toBe(21)
})

test('concurrent twins of one key post once, even while the accounts are being opened', async () => {
  const merchant = await newMerchant(db)
  const all = await Promise.all(Array.from({ length: 10 }, () => run(merchant, move('twin', 7n))))
  expect(all.flat().filter(({ outcome }) => outcome === 'posted')).toHaveLength(1)
  expect(new Set(all.flat().map(({ transferId }) => transferId)).size).toBe(1)
  expect(await balance(merchant, bank)).toBe(7n)
})

test('one key over different accounts at once: one posts, the other is a conflict', async () => {
  const merchant = await newMerchant(db)
  const other: Account = { ...bank, code: 'bank:2' }
  const third: Account = { ...available, code: 'third' }
  const both = await Promise.all([
    outcomes(merchant, move('same', 5n)),
    outcomes(merchant, move('same', 5n, { debit: other, credit: third })),
  ])
  expect(both.flat().toSorted()).toEqual(['conflict', 'posted'])
  expect(await count(merchant)).toBe(1)
})

test('the same again is replayed with its first id; anything else under its key is a conflict', async () => {
  const merchant = await newMerchant(db)
  const [first] = await run(merchant, move('k', 5n))
  expect(await run(merchant, move('k', 5n))).toEqual([{ ...first, outcome: 'replayed' }])
  const changes: Partial<Transfer>[] = [
    { amount: 6n },
    { kind: 'x' },
    { subjectKind: 'x' },
    { subjectId: 'x' },
    { credit: card },
    { debit: available, credit: bank },
  ]
  for (const change of changes) expect(await outcomes(merchant, move('k', 5n, change))).toEqual(['conflict'])
  expect(await count(merchant)).toBe(1)
})

test('twins inside one batch: the first posts, the second replays, a third with other content conflicts', async () => {
  const merchant = await newMerchant(db)
  expect(await outcomes(merchant, move('k', 5n), move('k', 5n), move('k', 6n))).toEqual([
    'posted',
    'replayed',
    'conflict',
  ])
  expect(await balance(merchant, bank)).toBe(5n)
})

test('a key that was refused in a batch is tried afresh later in it', async () => {
  const merchant = await newMerchant(db)
  const batch = [spend('k', 5n), load('in', 5n), spend('k', 5n), spend('k', 5n)]
  expect(await outcomes(merchant, ...batch)).toEqual(['below_floor', 'posted', 'posted', 'replayed'])
})

test('items are decided in order, and a refusal leaves its neighbours alone', async () => {
  const merchant = await newMerchant(db)
  const batch = [load('in', 100n), spend('a', 60n), spend('b', 60n), spend('c', 40n)]
  expect(await outcomes(merchant, ...batch)).toEqual(['posted', 'posted', 'below_floor', 'posted'])
  expect(await balance(merchant, card)).toBe(0n)
  expect(await count(merchant)).toBe(3)
})

test('linked items post all or none, and say which one was refused', async () => {
  const merchant = await newMerchant(db)
  await run(merchant, load('in', 100n))
  const linked = true
  expect(
    await outcomes(
      merchant,
      move('before', 1n),
      spend('x1', 60n, { linked }),
      spend('x2', 60n, { linked }),
      spend('x3', 1n),
      spend('y1', 60n, { linked }),
      spend('y2', 40n),
    ),
  ).toEqual(['posted', 'linked', 'below_floor', 'linked', 'posted', 'posted'])
  expect(await balance(merchant, card)).toBe(0n)
  expect(await balance(merchant, available)).toBe(101n)
})

test('a chain repeated as a whole replays', async () => {
  const merchant = await newMerchant(db)
  const chain = [load('c1', 10n, { linked: true }), spend('c2', 10n)]
  expect(await outcomes(merchant, ...chain)).toEqual(['posted', 'posted'])
  expect(await outcomes(merchant, ...chain)).toEqual(['replayed', 'replayed'])
})

test('a conflict breaks its chain', async () => {
  const merchant = await newMerchant(db)
  await run(merchant, move('k', 1n))
  const chain = [move('n', 1n, { linked: true }), move('k', 2n)]
  expect(await outcomes(merchant, ...chain)).toEqual(['linked', 'conflict'])
  expect(await balance(merchant, bank)).toBe(1n)
})

test('a limit stops what is added, not what is taken away, and can be changed', async () => {
  const merchant = await newMerchant(db)
  const limited = { ...cash, ceiling: 100n }
  const take = (key: string, amount: bigint, account: Account = limited) =>
    move(key, amount, { debit: account })
  expect(await outcomes(merchant, take('a', 100n), take('b', 1n))).toEqual(['posted', 'above_ceiling'])
  expect(await outcomes(merchant, take('c', 1n, cash))).toEqual(['above_ceiling'])
  expect(await outcomes(merchant, take('d', 50n, { ...cash, ceiling: 200n }))).toEqual(['posted'])
  const lowered = { ...cash, ceiling: 10n }
  const handIn = move('e', 20n, { debit: bank, credit: lowered })
  expect(await outcomes(merchant, handIn, take('f', 1n, lowered))).toEqual(['posted', 'posted'])
  expect(await outcomes(merchant, take('g', 1n, lowered))).toEqual(['above_ceiling'])
})

test('a limit stops what is added on the credit side too', async () => {
  const merchant = await newMerchant(db)
  const limited = { ...card, ceiling: 100n }
  const fill = (key: string, amount: bigint) => move(key, amount, { credit: limited })
  expect(await outcomes(merchant, fill('a', 100n), fill('b', 1n))).toEqual(['posted', 'above_ceiling'])
})

test('a debit minimum holds for its transfer only', async () => {
  const merchant = await newMerchant(db)
  await run(merchant, move('in', 100n))
  const withdraw = (key: string, amount: bigint, debitMinimum?: bigint) =>
    move(key, amount, { debit: available, credit: bank, debitMinimum })
  expect(await outcomes(merchant, withdraw('a', 101n, 0n))).toEqual(['below_minimum'])
  expect(await outcomes(merchant, withdraw('b', 100n, 0n))).toEqual(['posted'])
  expect(await outcomes(merchant, withdraw('c', 1n))).toEqual(['posted'])
  expect(await balance(merchant, available)).toBe(-1n)
})

test('what undoes names the transfer it takes back', async () => {
  const merchant = await newMerchant(db)
  const [first] = await run(merchant, load('a', 5n))
  await run(merchant, spend('b', 5n, { credit: bank, undoes: 'a' }))
  const rows = await inMerchant(db, merchant, (tx) =>
    tx.query(sql`select undoes from ledger_transfer where key = 'b'`),
  )
  expect(rows).toEqual([{ undoes: first!.transferId }])
  await expect(run(merchant, spend('c', 5n, { undoes: 'nothing' }))).rejects.toThrow('which is not there')
})

test('post all or throw the first refusal and leave nothing behind', async () => {
  const merchant = await newMerchant(db)
  const all = inMerchant(db, merchant, (tx) => postAll(tx, [move('a', 5n), spend('b', 5n)]))
  await expect(all).rejects.toMatchObject({ code: 'ledger.below_floor', details: { key: 'b' } })
  expect(await count(merchant)).toBe(0)
})

test('another merchant has the same codes and keys and its own books', async () => {
  const [one, other] = [await newMerchant(db), await newMerchant(db)]
  await run(one, move('k', 5n))
  expect(await outcomes(other, move('k', 8n))).toEqual(['posted'])
  expect(await balance(one, bank)).toBe(5n)
  expect(await balance(other, bank)).toBe(8n)
})

test('what cannot be a transfer is a bug of the caller', async () => {
  const merchant = await newMerchant(db)
  const wrong: [Transfer, string][] = [
    [move('a', 0n), 'not an amount'],
    [move('a', -1n), 'not an amount'],
    [move('a', 2n ** 53n), 'not an amount'],
    [move('', 1n), '1 to 255'],
    [move('a', 1n, { debit: available }), 'to itself'],
    [move('a', 1n, { debit: { ...bank, unit: 'visits' } }), 'different units'],
    [move('a', 1n, { linked: true }), 'no next'],
  ]
  for (const [transfer, message] of wrong) await expect(run(merchant, transfer)).rejects.toThrow(message)
  await run(merchant, move('a', 1n))
  const otherFloor = move('b', 1n, { debit: { ...bank, floor: 0n } })
  await expect(run(merchant, otherFloor)).rejects.toThrow('another unit, normal side or floor: bank')
  const otherSide = move('c', 1n, { debit: { ...bank, normal: 'credit' } })
  await expect(run(merchant, otherSide)).rejects.toThrow('another unit, normal side or floor: bank')
  expect(await count(merchant)).toBe(1)
})
