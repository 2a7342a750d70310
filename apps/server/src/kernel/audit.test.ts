import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { audit, auditEach, chainAudit } from './audit.ts'
import { inMerchant } from './db.ts'

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
