import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { inMerchant } from './db.ts'
import type { Tx } from './db.ts'
import { forgetKeys, keyReused, once } from './idempotency.ts'
import type { Actor } from './idempotency.ts'
import { refusal } from './refusals.ts'

const db = await testDatabase()
const merchant = await newMerchant(db)
const actor: Actor = { kind: 'staff', id: 'a' }
const hour = 3_600_000

let effects = 0
const effect = async () => ({ effect: ++effects, amountFen: 5n, at: new Date(0) })
const run = (
  input: { key: string; actor: Actor; amount?: number },
  work: () => Promise<unknown> = effect,
  id = merchant,
) => inMerchant(db, id, (tx: Tx) => once(tx, 'test', input, work))

test('ten twins have one effect and hear the same answer', async () => {
  effects = 0
  const answers = await Promise.all(Array.from({ length: 10 }, () => run({ key: 'twins', actor, amount: 3 })))
  expect(effects).toBe(1)
  expect(answers).toEqual(answers.map(() => ({ effect: 1, amountFen: 5n, at: new Date(0) })))
})

test('the same key with other content is refused and does nothing', async () => {
  await run({ key: 'reused', actor, amount: 1 })
  effects = 0
  await expect(run({ key: 'reused', actor, amount: 2 })).rejects.toMatchObject({
    code: keyReused.code,
    status: 409,
  })
  expect(effects).toBe(0)
})

test('other actors, operations and merchants have keys of their own', async () => {
  effects = 0
  const input = { key: 'scoped', actor }
  await run(input)
  await run({ ...input, actor: { kind: 'customer', id: 'a' } })
  await run({ ...input, actor: { kind: 'staff', id: 'b' } })
  await run(input, effect, await newMerchant(db))
  await inMerchant(db, merchant, (tx) => once(tx, 'another', input, effect))
  expect(effects).toBe(5)
})

test('a refusal is not remembered', async () => {
  const closed = refusal('test.closed', 409)
  const input = { key: 'refused', actor }
  await expect(run(input, () => Promise.reject(closed()))).rejects.toMatchObject({ code: 'test.closed' })
  expect(await run(input, async () => 'open now')).toBe('open now')
})

test('a key is kept for 72 hours, then it is new again and can be swept away', async () => {
  const input = { key: 'old', actor }
  await run(input, async () => 'first')
  db.clock.advance(72 * hour)
  expect(await run(input, async () => 'second')).toBe('first')
  db.clock.advance(1)
  expect(await run(input, async () => 'second')).toBe('second')

  db.clock.advance(73 * hour)
  const gone = await inMerchant(db, merchant, (tx) => forgetKeys(tx))
  expect(gone).toBeGreaterThan(0)
  const left = await inMerchant(db, merchant, (tx) => tx.query(sql`select from idempotency_key`))
  expect(left).toEqual([])
})

test('a key without length or over 255 characters is no key', async () => {
  await expect(run({ key: '', actor })).rejects.toThrow('1 to 255')
  await expect(run({ key: 'x'.repeat(256), actor })).rejects.toThrow('1 to 255')
})
