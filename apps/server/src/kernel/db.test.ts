import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { audit } from './audit.ts'
import { inGlobal, inMerchant, inReport, lookUp } from './db.ts'
import type { Tx } from './db.ts'

const db = await testDatabase()
const [ours, theirs] = [await newMerchant(db), await newMerchant(db)]
const event = {
  actor: { kind: 'staff' as const, id: 's' },
  action: 'test',
  subjectKind: 'test',
  subjectId: '1',
}
const actions = sql<{ merchant_id: string }>`select merchant_id from audit_event`

await inMerchant(db, ours, (tx) => audit(tx, event))
await inMerchant(db, theirs, (tx) => audit(tx, event))

test('a merchant sees its own rows only', async () => {
  expect(await inMerchant(db, ours, (tx) => tx.query(actions))).toEqual([{ merchant_id: ours }])
})

test('without a merchant nothing of a tenant is seen, on a fresh connection and on a used one', async () => {
  for (let time = 0; time < 12; time++) {
    expect(await inGlobal(db, (tx) => tx.query(actions))).toEqual([])
    await inMerchant(db, theirs, (tx) => tx.query(actions))
  }
})

test("another merchant's row cannot be written", async () => {
  const foreign = inMerchant(db, ours, (tx) => audit({ ...tx, merchantId: theirs }, event))
  await expect(foreign).rejects.toThrow('row-level security')
})

test('an append-only row cannot be changed or deleted', async () => {
  const attempt = (statement: ReturnType<typeof sql>) => inMerchant(db, ours, (tx) => tx.query(statement))
  await expect(attempt(sql`update audit_event set action = 'x'`)).rejects.toThrow('permission denied')
  await expect(attempt(sql`delete from audit_event`)).rejects.toThrow('permission denied')
})

test('reports read all merchants and write nothing', async () => {
  const rows = await inReport(db, (read) => read.query(actions))
  expect(rows.map((row) => row.merchant_id).toSorted()).toEqual([ours, theirs].toSorted())
  const write = inReport(db, (read) => read.query(sql`delete from audit_event`))
  await expect(write).rejects.toThrow(/permission denied|read-only/)
})

test.each(['', 'x', "'; drop table merchant; --", `${'0'.repeat(8)}-0000-0000-0000-00000000000`])(
  '%j never reaches the database as a merchant id',
  async (id) => {
    await expect(inMerchant(db, id, (tx) => tx.query(actions))).rejects.toThrow('not a merchant id')
  },
)

test('an error undoes everything', async () => {
  const failing = inMerchant(db, ours, async (tx) => {
    await audit(tx, { ...event, action: 'undone' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  const left = await inMerchant(db, ours, (tx) =>
    tx.query(sql`select from audit_event where action = 'undone'`),
  )
  expect(left).toEqual([])
})

test('a deadlock is resolved by running one of the two again', async () => {
  await db.owner.query(`
    create table counter (merchant_id uuid, name text, value int, primary key (merchant_id, name));
    select sesame_protect('counter')`)
  await db.owner.query('insert into counter values ($1, $2, 0), ($1, $3, 0)', [ours, 'a', 'b'])
  const add = (tx: Tx, name: string) =>
    tx.query(sql`update counter set value = value + 1 where name = ${name}`)
  const both = (first: string, second: string) =>
    inMerchant(db, ours, async (tx) => {
      await add(tx, first)
      await sleep(50)
      await add(tx, second)
    })
  await Promise.all([both('a', 'b'), both('b', 'a')])
  const { rows } = await db.owner.query('select value from counter')
  expect(rows).toEqual([{ value: 2 }, { value: 2 }])
})

test('a connection cut in a transaction fails that work and no other', async () => {
  const cut = inMerchant(db, ours, async (tx) => {
    const row = await tx.one(sql<{ pid: number }>`select pg_backend_pid() as pid`)
    await db.owner.query('select pg_terminate_backend($1)', [row!.pid])
    await tx.query(actions)
  })
  await expect(cut).rejects.toThrow()
  await Promise.all(Array.from({ length: 12 }, () => inMerchant(db, ours, (tx) => tx.query(actions))))
})

test('a promise that outlives its transaction is noticed', async () => {
  let kept: Tx | undefined
  await inMerchant(db, ours, async (tx) => void (kept = tx))
  expect(() => kept!.query(actions)).toThrow('not awaited')
})

test('bigint, date and time columns are read exactly', async () => {
  const row = await inGlobal(db, (tx) =>
    tx.one(sql`select 9007199254740993::bigint as big, array[1, null]::bigint[] as list,
      date '2026-03-02' as day, timestamptz '2026-03-02 00:00+08' as at`),
  )
  expect(row).toEqual({
    big: 9007199254740993n,
    list: [1n, null],
    day: '2026-03-02',
    at: new Date('2026-03-01T16:00:00Z'),
  })
})

test('a statement that is said again is planned once, and anew when a migration changes what it answers', async () => {
  await db.owner.query('create table changing (amount integer); insert into changing values (1)')
  await db.owner.query('grant select on changing to sesame_app')
  const read = () =>
    inGlobal(db, async (tx) => {
      const rows = await tx.query(sql<{ amount: unknown }>`select amount from changing`)
      const kept = sql<{ kept: boolean }>`
        select exists (select from pg_prepared_statements where statement = 'select amount from changing') as kept`
      return { amount: rows[0]!.amount, ...(await tx.one(kept)) }
    })
  for (let time = 0; time < 3; time++) await read()
  expect(await read()).toEqual({ amount: 1, kept: true })
  await db.owner.query('alter table changing alter column amount type bigint')
  expect((await read()).amount).toBe(1n)
  await db.owner.query('drop table changing')
})

test('a look-up sees global tables only, each statement by itself', async () => {
  const began = sql<{ at: Date }>`select transaction_timestamp() as at, pg_sleep(0.002)`
  const seen = await lookUp(db, async (tx) => ({
    tenants: await tx.query(actions),
    merchants: await tx.query(sql`select from merchant where id = ${ours}`),
    times: [(await tx.one(began))!.at.getTime(), (await tx.one(began))!.at.getTime()],
  }))
  expect(seen.tenants).toEqual([])
  expect(seen.merchants).toHaveLength(1)
  expect(seen.times[1]).toBeGreaterThan(seen.times[0]!)
})
