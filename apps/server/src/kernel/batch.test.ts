import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { batched } from './batch.ts'
import type { Batched } from './batch.ts'
import { inMerchant } from './db.ts'
import type { Db } from './db.ts'
import { keyReused } from './idempotency.ts'
import type { Actor } from './idempotency.ts'
import { onceEach } from './once-each.ts'
import { refusal, verdictOf } from './refusals.ts'

const db = await testDatabase()
await db.owner.query(`
  create table note (merchant_id uuid, id uuid, word text check (word <> 'poison'), primary key (merchant_id, id));
  select sesame_protect('note')`)

type Write = { merchantId: string; key: string; actor: Actor; word: string }
type Tools = { db: Db }
const unwanted = refusal('test.unwanted', 409)

let batches: number[] = []
const write: Batched<Tools, Write, { id: string }> = async (tx, requests) => {
  batches.push(requests.length)
  const answers = await onceEach<Write, { id: string }>(tx, 'write', requests)
  const decided = new Map(
    answers.open.map((request) => [
      request,
      verdictOf(() => {
        if (request.word === 'unwanted') throw unwanted()
        return { id: tx.newId() }
      }),
    ]),
  )
  for (const [{ word }, verdict] of decided)
    if ('answer' in verdict)
      await tx.query(sql`insert into note (merchant_id, id, word)
        values (${tx.merchantId}, ${verdict.answer.id}, ${word})`)
  return answers.close(decided)
}
const writeOne = batched(write)

const tools: Tools = { db }
const actor: Actor = { kind: 'staff', id: 'a' }
let keys = 0
const note = (merchantId: string, word: string, key = `k${++keys}`): Write => ({
  merchantId,
  key,
  actor,
  word,
})
const ask = (requests: Write[], by = tools) => Promise.allSettled(requests.map((one) => writeOne(by, one)))
const rows = async (merchant: string, table: 'note' | 'idempotency_key') =>
  (await inMerchant(db, merchant, (tx) => tx.query(sql`select from ${sql.table(table)}`))).length

test('concurrent calls share transactions, and each hears its own answer', async () => {
  const merchant = await newMerchant(db)
  batches = []
  const settled = await ask(Array.from({ length: 200 }, () => note(merchant, 'hello')))
  expect(settled.every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(batches).toEqual([200])
  expect(await rows(merchant, 'note')).toBe(200)
})

test('merchants never share a transaction', async () => {
  const [one, other] = [await newMerchant(db), await newMerchant(db)]
  await ask([note(one, 'a'), note(other, 'b'), note(one, 'c')])
  expect([await rows(one, 'note'), await rows(other, 'note')]).toEqual([2, 1])
})

test.each([2, 9, 64, 1000])('what the database refuses of one item spares the rest of %i', async (size) => {
  const merchant = await newMerchant(db)
  const words = Array.from({ length: size }, (_, place) => (place === size - 1 ? 'poison' : 'good'))
  const settled = await ask(words.map((word) => note(merchant, word)))
  expect(settled.flatMap(({ status }, place) => (status === 'rejected' ? [place] : []))).toEqual([size - 1])
  expect(await rows(merchant, 'note')).toBe(size - 1)
  expect(await rows(merchant, 'idempotency_key')).toBe(size - 1)
})

test('fifty twins in one batch and in two processes write once and hear the same', async () => {
  const merchant = await newMerchant(db)
  const twins = Array.from({ length: 50 }, () => note(merchant, 'twin', 'one key'))
  const settled = (await Promise.all([ask(twins), ask(twins, { db })])).flat()
  const ids = settled.map((one) => (one.status === 'fulfilled' ? one.value.id : one.reason))
  expect(new Set(ids).size).toBe(1)
  expect(await rows(merchant, 'note')).toBe(1)
  expect(await writeOne(tools, twins[0]!)).toEqual({ id: ids[0] })
})

test('the same key with other content is refused, in one batch and later', async () => {
  const merchant = await newMerchant(db)
  const [first, other] = await ask([note(merchant, 'a', 'key'), note(merchant, 'b', 'key')])
  expect(first).toMatchObject({ status: 'fulfilled' })
  expect(other).toMatchObject({ reason: { code: keyReused.code } })
  const [later] = await ask([note(merchant, 'b', 'key')])
  expect(later).toMatchObject({ reason: { code: keyReused.code } })
  expect(await rows(merchant, 'note')).toBe(1)
})

test('one key of two actors is two keys', async () => {
  const merchant = await newMerchant(db)
  const theirs = { ...note(merchant, 'b', 'key'), actor: { kind: 'staff' as const, id: 'b' } }
  await ask([note(merchant, 'a', 'key'), theirs])
  expect(await rows(merchant, 'note')).toBe(2)
})

test('a refusal is not remembered, and its twin hears it too', async () => {
  const merchant = await newMerchant(db)
  const refused = note(merchant, 'unwanted')
  const settled = await ask([refused, note(merchant, 'good'), refused])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
  expect(await rows(merchant, 'idempotency_key')).toBe(1)
  const [later] = await ask([{ ...refused, word: 'welcome' }])
  expect(later).toMatchObject({ status: 'fulfilled' })
})

test('batches whose keys cross wait for each other and do not block', async () => {
  const merchant = await newMerchant(db)
  const requests = Array.from({ length: 30 }, (_, place) => note(merchant, 'x', `cross ${place}`))
  const settled = await Promise.all(
    [requests, requests.toReversed(), requests.toSorted(() => -1)].map((list) => ask(list, { db })),
  )
  expect(settled.flat().every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await rows(merchant, 'note')).toBe(30)
})

test('after 72 hours a key is new again', async () => {
  const merchant = await newMerchant(db)
  const [first] = await ask([note(merchant, 'old', 'old')])
  db.clock.advance(72 * 3_600_000 + 1)
  const [second] = await ask([note(merchant, 'old', 'old')])
  expect(second).not.toEqual(first)
  expect(await rows(merchant, 'note')).toBe(2)
})
