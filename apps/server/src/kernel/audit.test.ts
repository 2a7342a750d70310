import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { merchantsToChain } from '../reports/due-work.ts'
import { verifyBooks } from '../reports/verify/verify-books.ts'
import { audit, auditEach, auditOnce, chainAudit } from './audit.ts'
import { settableClock } from './clock.ts'
import { inMerchant, inReport } from './db.ts'

const db = await testDatabase()
const event = (action: string) => ({
  actor: { kind: 'staff' as const, id: 's' },
  action,
  subjectKind: 'card',
  subjectId: '1',
  before: { heldFen: 5n },
})

test('committed rows are chained once, in order, whoever comes first', async () => {
  const merchant = await newMerchant(db)
  await inMerchant(db, merchant, (tx) =>
    auditEach(
      tx,
      Array.from({ length: 20 }, (_, index) => event(`a${index}`)),
    ),
  )
  const chained = await Promise.all([1, 2, 3].map(() => chainAudit(db, merchant)))
  expect(chained.toSorted((one, other) => one - other)).toEqual([0, 0, 20])

  await inMerchant(db, merchant, (tx) => audit(tx, event('later')))
  expect(await chainAudit(db, merchant)).toBe(1)
  const rows = await inMerchant(db, merchant, (tx) =>
    tx.query(sql<{ sequence: bigint; action: string }>`
      select sequence, action from audit_link l join audit_event e on e.merchant_id = l.merchant_id
        and e.id = l.event_id order by sequence`),
  )
  expect(rows.map(({ action }) => action)).toEqual([
    ...Array.from({ length: 20 }, (_, n) => `a${n}`),
    'later',
  ])
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => BigInt(index + 1)))
})

test('a row that commits after a younger one was chained is still found', async () => {
  const merchant = await newMerchant(db)
  let release = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  let written = () => {}
  const isWritten = new Promise<void>((resolve) => (written = resolve))
  const slow = inMerchant(db, merchant, async (tx) => {
    await audit(tx, event('slow'))
    written()
    await gate
  })
  await isWritten
  db.clock.advance(5_000)
  await inMerchant(db, merchant, (tx) => audit(tx, event('quick')))
  expect(await chainAudit(db, merchant)).toBe(1)
  release()
  await slow
  expect(await chainAudit(db, merchant)).toBe(1)
})

test('an audit row undone with its change is never chained', async () => {
  const merchant = await newMerchant(db)
  const failing = inMerchant(db, merchant, async (tx) => {
    await audit(tx, event('undone'))
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await chainAudit(db, merchant)).toBe(0)
})

test('rows are chained whatever their clock says, also days behind what was chained', async () => {
  const merchant = await newMerchant(db)
  const writeAt = (hours: number, actions: readonly string[]) =>
    inMerchant(
      { ...db, clock: settableClock(new Date(db.clock.now().getTime() + hours * 3_600_000)) },
      merchant,
      (tx) => auditEach(tx, actions.map(event)),
    )
  const waiting = async () => {
    const others = `${merchant.slice(0, -12)}000000000000`
    return (await inReport(db, (read) => merchantsToChain(read, others))).includes(merchant)
  }
  expect(await waiting()).toBe(false)
  for (const hours of [48, -48, 0]) {
    await writeAt(hours, ['one', 'two', 'three'])
    expect(await waiting()).toBe(true)
    // What was written together is chained together, though it is more than was asked for.
    expect(await chainAudit(db, merchant, 2)).toBe(3)
    expect(await waiting()).toBe(false)
  }
  const { violations } = await inReport(db, (read) => verifyBooks(read, merchant))
  expect(violations).toEqual([])
})

test('the limit ends a piece of a long chain, and what is left comes next', async () => {
  const merchant = await newMerchant(db)
  for (let batch = 0; batch < 5; batch++)
    await inMerchant(db, merchant, (tx) => auditEach(tx, [event('a'), event('b'), event('c')]))
  const chained: number[] = []
  do chained.push(await chainAudit(db, merchant, 4))
  while (chained.at(-1)! > 0)
  expect(chained).toEqual([6, 6, 3, 0])
})

test('what is found again is written once, until it changes', async () => {
  const merchant = await newMerchant(db)
  const found = (heldFen: bigint) => ({ ...event('found'), after: { heldFen, at: 'x' } })
  for (const heldFen of [1n, 1n, 2n, 1n])
    await inMerchant(db, merchant, (tx) => auditOnce(tx, found(heldFen)))
  expect(await chainAudit(db, merchant)).toBe(2)
})

test('every merchant whose log waits is found, in pieces, and nobody else', async () => {
  const merchants = await Promise.all([1, 2, 3].map(() => newMerchant(db)))
  const [first, second, third] = merchants.toSorted() as [string, string, string]
  for (const merchant of [first, third])
    await inMerchant(db, merchant, (tx) => auditEach(tx, [event('a'), event('b')]))
  const found = (after: string) => inReport(db, (read) => merchantsToChain(read, after))
  const ours = (await found('00000000-0000-0000-0000-000000000000')).filter((id) => merchants.includes(id))
  expect(ours).toEqual([first, third])
  expect(await found(first)).not.toContain(first)
  expect(await found(second)).toContain(third)
})
