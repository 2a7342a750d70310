import { Logger, runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { inGlobal, inMerchant, inReport, openPool } from '../kernel/db.ts'
import { enqueue } from './enqueue.ts'

const db = await testDatabase()
const merchantId = await newMerchant(db)

const waiting = () =>
  inReport(db, (read) =>
    read.query(sql<{ name: string; payload: object }>`select name, payload from sesame_jobs.job order by id`),
  )

test('a job exists exactly when its transaction commits', async () => {
  const failing = inMerchant(db, merchantId, async (tx) => {
    await enqueue(tx, 'audit.chain', { merchantId })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await waiting()).toEqual([])

  await inMerchant(db, merchantId, (tx) => enqueue(tx, 'audit.chain', { merchantId }))
  expect(await waiting()).toEqual([{ name: 'audit.chain', payload: { merchantId } }])
})

test('a job with a key replaces the one that waits under it, with time and attempts as asked', async () => {
  const runAt = new Date('2030-01-01T00:00:00Z')
  for (const attempts of [3, 5]) {
    await inGlobal(db, (tx) => enqueue(tx, 'audit.chain', { merchantId }, { key: 'k', runAt, attempts }))
  }
  const rows = await inReport(db, (read) =>
    read.query(sql`select run_at, max_attempts from sesame_jobs.job where key = 'k'`),
  )
  expect(rows).toEqual([{ run_at: runAt, max_attempts: 5 }])
})

test("the app's role cannot add or read jobs past the door", async () => {
  const direct = inGlobal(db, (tx) => tx.query(sql`select graphile_worker.add_job('audit.chain')`))
  await expect(direct).rejects.toThrow('permission denied')
  const read = inGlobal(db, (tx) => tx.query(sql`select * from graphile_worker._private_jobs`))
  await expect(read).rejects.toThrow('permission denied')
})

test("the queue's role runs what is due, and sees no tenant's rows", async () => {
  const pgPool = openPool(db.url, { role: 'sesame_queue', max: 2, statementSeconds: 10 })
  const seen: unknown[] = []
  try {
    await inGlobal(db, (tx) => enqueue(tx, 'audit.chain', { merchantId }))
    await runOnce({
      pgPool,
      logger: new Logger(() => () => undefined),
      taskList: { 'audit.chain': (payload) => void seen.push(payload) },
    })
    await expect(pgPool.query('select * from audit_event')).rejects.toThrow('permission denied')
  } finally {
    await pgPool.end()
  }
  expect(seen).toContainEqual({ merchantId })
})
