import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { operatorRoutes } from '@sesame/contract/operator'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { enqueue } from '../../src/jobs/enqueue.ts'
import { timetable } from '../../src/jobs/timetable.ts'
import { audit } from '../../src/kernel/audit.ts'
import { settableClock } from '../../src/kernel/clock.ts'
import { inGlobal, inMerchant } from '../../src/kernel/db.ts'
import { openMetrics } from '../../src/kernel/metrics.ts'
import { startWorker } from '../../src/main/worker.ts'
import { insertRefusedNotice } from '../../src/modules/notice/index.ts'
import { newMerchant, testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { payShop, payStage } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { app, parts, queue } = stage
const setRoles = { queue: true, app: true, report: true }

// The real queue goes by the machine's time.
beforeAll(() => db.clock.set(new Date()))

const tokenOfOperator = async () => {
  const operator = await newMerchant(db, 'operator')
  return { operator, ...(await staffSession(db, operator, { platform: 'operator', scope: 'all' })) }
}
const jobsNamed = (name: string) =>
  look<{ id: bigint; attempts: number }>(db, 'select id, attempts from sesame_jobs.job where name = $1', [
    name,
  ])

const deadJobs = () =>
  look(db, 'select 1 from sesame_jobs.job where attempts >= max_attempts and locked_at is null')

const daysAgo = (days: number) => new Date(db.clock.now().getTime() - days * 24 * 3_600_000)

async function eventually(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`it never came to this: ${what}`)
}

test('the worker runs what is asked for, chains the audit log by its timer, and stops cleanly', async () => {
  const merchantId = await newMerchant(db)
  await inMerchant(db, merchantId, async (tx) => {
    await audit(tx, { actor: { kind: 'staff', id: 's' }, action: 'a', subjectKind: 'x', subjectId: '1' })
    await enqueue(tx, 'timer.audit', {}, { key: 'timer.audit' })
  })
  const worker = await startWorker(parts, {
    queueUrl: db.url,
    setRoles: { ...setRoles, app: true, report: true },
  })
  const chained = () => look(db, 'select 1 from audit_link where merchant_id = $1', [merchantId])
  await eventually('the row is chained', async () => (await chained()).length === 1)
  await eventually(
    'the timer asked for itself again',
    async () => (await jobsNamed('timer.audit')).length === 1,
  )
  const kept = await look<{ name: string }>(db, 'select name from sesame_jobs.timetable order by name')
  expect(kept.map(({ name }) => name)).toEqual(timetable.map(({ name }) => name).toSorted())
  await worker.stop()

  const text = await parts.metrics.metrics()
  expect(text).toMatch(/sesame_job_seconds_count\{job="timer.audit",outcome="done"\} [1-9]/)
})

test('a job that cannot be done is a dead letter, which the operator sees and has tried again', async () => {
  const { token } = await tokenOfOperator()
  const shop = await payShop(stage, db)
  const nothing = db.newId()
  await inMerchant(db, shop.merchantId, (tx) =>
    enqueue(tx, 'order.expire', { merchantId: shop.merchantId, orderId: nothing }, { attempts: 1 }),
  )
  // A job that fails does not take the worker with it.
  const worker = await startWorker({ ...parts, metrics: openMetrics() }, { queueUrl: db.url, setRoles })
  await eventually('it is given up', async () => (await deadJobs()).length === 1)
  await worker.stop()

  const { items } = await call(app, operatorRoutes.listJobs, { token, query: { state: 'dead' } })
  expect(items).toMatchObject([
    {
      name: 'order.expire',
      state: 'dead',
      merchantId: shop.merchantId,
      subject: nothing,
      attempts: 1,
      attemptsMax: 1,
    },
  ])
  expect(items[0]!.lastError).toContain('order.not_found')
  const summary = await call(app, operatorRoutes.jobSummary, { token })
  expect(summary.items.find(({ name }) => name === 'order.expire')).toMatchObject({
    dead: 1,
    title: '订单超时关闭',
  })

  const jobId = items[0]!.id
  expect(await call(app, operatorRoutes.retryJob, { token, params: { jobId } })).toMatchObject({
    state: 'waiting',
  })
  const again = await knock(app, operatorRoutes.retryJob, { token, params: { jobId } })
  expect(again).toMatchObject({ status: 409, body: { code: 'job.not_dead' } })
  const unknown = await knock(app, operatorRoutes.retryJob, { token, params: { jobId: '999999999999' } })
  expect(unknown).toMatchObject({ status: 409 })
  await queue.query('select graphile_worker.complete_jobs(array[$1::bigint])', [jobId])
})

test('jobs are listed page by page and by name', async () => {
  const { token } = await tokenOfOperator()
  const merchantId = await newMerchant(db)
  await inGlobal(db, async (tx) => {
    for (let index = 0; index < 5; index++) await enqueue(tx, 'keys.forget', { merchantId })
  })
  const query = { name: 'keys.forget', limit: 2 }
  const seen: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await call(app, operatorRoutes.listJobs, {
      token,
      query: { ...query, ...(cursor && { cursor }) },
    })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor)
  expect(seen).toHaveLength(5)
  expect(new Set(seen).size).toBe(5)
  const bad = await knock(app, operatorRoutes.listJobs, { token, query: { ...query, cursor: 'x' } })
  expect(bad).toMatchObject({ status: 400 })
  await stage.runJobs()
})

test('refused notices are listed, with nothing of what they claimed', async () => {
  const { token } = await tokenOfOperator()
  const url = `${parts.config.http.publicUrl}/notify/wechat-pay/${db.newId()}`
  await fetch(url, { method: 'POST', body: '{"forged":true}' })
  const { items } = await call(app, operatorRoutes.listRefusedNotices, { token, query: {} })
  expect(items[0]).toMatchObject({ provider: 'wechat-pay', reason: 'serial_unknown', ip: '127.0.0.1' })
})

test('the sweep finds forgotten attempts, refunds, orders and notices', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  await startPayment(parts, { ...shop.by(), orderId, method: 'wechat-native' })
  // All jobs are lost.
  await queue.query('select graphile_worker.complete_jobs(array(select id from sesame_jobs.job))')
  db.clock.advance(61 * 60_000)
  await inGlobal(db, (tx) => enqueue(tx, 'timer.sweep', {}))
  await stage.runJobs()
  expect(await shop.order(orderId)).toMatchObject({ state: 'closed' })
  expect(await shop.attempts(orderId)).toMatchObject([{ state: 'closed' }])
})

test('each night old keys, sessions and codes are forgotten', async () => {
  const merchantId = await newMerchant(db)
  const old = new Date(db.clock.now().getTime() - 73 * 3_600_000)
  await db.owner.query(
    `insert into idempotency_key (merchant_id, actor_kind, actor_id, operation, key, hash, created_at)
     values ($1, 'staff', 'x', 'x', 'old', '\\x00', $2), ($1, 'staff', 'x', 'x', 'new', '\\x00', $3)`,
    [merchantId, old, db.clock.now()],
  )
  await inGlobal(db, (tx) =>
    tx.query(sql`insert into one_time_code (id, mobile_fingerprint, code_hash, created_at, expires_at)
      values (${db.newId()}, 'x', 'x', ${old}, ${old})`),
  )
  const refused = { provider: 'alipay', channelAccountId: 'x', ip: '::1', bodyHash: 'x' }
  for (const [reason, days] of Object.entries({ young: 89, old: 91 }))
    await inGlobal({ ...db, clock: settableClock(daysAgo(days)) }, (tx) =>
      insertRefusedNotice(tx, { ...refused, reason }),
    )
  await inGlobal(db, (tx) => enqueue(tx, 'timer.forget', {}))
  await stage.runJobs()
  const keys = await look(db, 'select key from idempotency_key where merchant_id = $1', [merchantId])
  expect(keys).toEqual([{ key: 'new' }])
  expect(await look(db, `select 1 from one_time_code where mobile_fingerprint = 'x'`)).toEqual([])
  expect(await look(db, `select reason from refused_notice where ip = '::1'`)).toEqual([{ reason: 'young' }])
})

test('of a flood of refused notices the newest are kept', async () => {
  await db.owner.query(
    `insert into refused_notice (id, provider, channel_account_id, reason, ip, body_hash, created_at)
     select gen_random_uuid(), 'alipay', 'x', 'flood', '::1', number::text, $1::timestamptz + number * interval '1 ms'
     from generate_series(1, 102500) number`,
    [db.clock.now()],
  )
  await inGlobal(db, (tx) => enqueue(tx, 'timer.forget', {}))
  await stage.runJobs()
  const [kept] = await look<{ count: number; oldest: number }>(
    db,
    `select count(*)::integer as count, min(case reason when 'flood' then body_hash::integer end) as oldest
     from refused_notice`,
  )
  expect(kept).toEqual({ count: 100_001, oldest: 2500 })
})
