import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox } from '../../sandbox/src/start.ts'
import type { Sandbox } from '../../sandbox/src/start.ts'
import { createSmsGateway } from '../src/channels/sms/http-gateway.ts'
import { createLocalStorage } from '../src/channels/storage/local-disk.ts'
import { createWechatOpen } from '../src/channels/wechat-open/client.ts'
import { memoryTokenStore } from '../src/channels/wechat-open/token-store.ts'
import { logIn } from '../src/flows/access/log-in.ts'
import { inReport, openPool } from '../src/kernel/db.ts'
import { loadDemo } from '../src/main/demo/load-demo.ts'
import type { LoadedDemo } from '../src/main/demo/load-demo.ts'
import { migrate } from '../src/main/migrate.ts'
import { verifyBooks } from '../src/reports/verify/verify-books.ts'
import { testDatabase } from './database.ts'
import { testApp, testCompose } from './http.ts'
import { look } from './world.ts'

const db = await testDatabase()
/** A Friday afternoon: seed, day and hour decide what happens. */
const now = new Date('2026-03-06T15:30:00+08:00')
let sandbox: Sandbox
let demo: LoadedDemo

beforeAll(async () => {
  await migrate({ url: db.url })
  sandbox = await startSandbox({ dataFile: ':memory:', retryFactor: 0.001 })
  const queue = openPool(db.url, { role: 'sesame_queue', max: 4, statementSeconds: 10 })
  const { config, ...rest } = testCompose(db)
  const parts = {
    ...rest,
    config: {
      ...config,
      wechatPay: { baseUrl: sandbox.wechatPay },
      wechatOpen: { baseUrl: sandbox.wechatOpen, connectUrl: sandbox.wechatOpen },
      alipay: { gatewayUrl: `${sandbox.alipay}/gateway.do`, authorizeUrl: sandbox.alipay },
    },
    channels: {
      sms: createSmsGateway({ baseUrl: sandbox.sms }),
      wechatOpen: createWechatOpen({
        address: { baseUrl: sandbox.wechatOpen },
        tokens: memoryTokenStore(),
        now: () => db.clock.now(),
      }),
    },
    storage: createLocalStorage(mkdtempSync(join(tmpdir(), 'sesame-demo-'))),
  }
  const sandboxPanelUrl = sandbox.panel
  const small = { days: 5, liveliness: 0.6 }
  try {
    demo = await loadDemo({ parts, channelClock: db.clock, queue, sandboxPanelUrl, now, ...small })
  } finally {
    await queue.end()
  }
}, 120_000)
afterAll(() => sandbox?.close())

test('every kind of thing has happened, and nothing was refused', () => {
  const kinds = [
    'arrived by counter',
    'arrived by mobile',
    'arrived by mini-program',
    'channel tried',
    'paid in cash',
    'paid with a card',
    'wechat-pay, told of',
    'wechat-pay, asked for',
    'alipay, told of',
    'cards opened',
    'visits redeemed',
    'value redeemed',
    'undone',
    'left at the cashier',
    'frozen',
    'unfrozen',
    'refunded',
    'refund went wrong',
    'dead letter',
    'statements made',
    'withdrawals',
  ]
  expect(kinds.filter((kind) => !demo.counts[kind])).toEqual([])
  expect(demo.counts.refused ?? 0).toBe(0)
})

test('the books are right', async () => {
  db.clock.set(new Date(now.getTime() + 60_000))
  const { violations } = await inReport(db, (read) => verifyBooks(read))
  expect(violations).toEqual([])
})

test('nothing lies in the future, and every merchant has a today', async () => {
  for (const [table, column] of [
    ['sale_order', 'created_at'],
    ['sale_order', 'paid_at'],
    ['redemption', 'created_at'],
    ['ledger_transfer', 'created_at'],
    ['refund', 'created_at'],
    ['audit_event', 'created_at'],
  ])
    expect(await look(db, `select ${column} from ${table} where ${column} > $1`, [now])).toEqual([])
  const today = await look<{ code: string }>(
    db,
    `select distinct m.code from sale_order o join merchant m on m.id = o.merchant_id
     where o.created_at > $1::timestamptz - interval '24 hours' order by 1`,
    [now],
  )
  expect(today.map(({ code }) => code)).toEqual(['BAY001', 'CHEN01', 'EBK001', 'QMS001'])
})

test('only the dead letter is left of the jobs that were due, and one refund waits for a person', async () => {
  const left = await look<{ name: string; alive: boolean }>(
    db,
    `select name, attempts < max_attempts as alive from sesame_jobs.job
     where run_at <= $1 or run_at in (created_at, updated_at)`,
    [now],
  )
  expect(left.filter(({ alive }) => alive)).toEqual([])
  const dead = await look(db, 'select name from sesame_jobs.job where attempts >= max_attempts')
  expect(dead).toEqual([{ name: 'message.send' }])
  const stuck = await look(db, `select state from refund where state <> 'succeeded'`)
  expect(stuck).toEqual([{ state: 'abnormal' }])
})

test('unpaid orders were closed, and some customers are known to two merchants', async () => {
  const pending = await look(db, `select id from sale_order where state = 'pending' and expires_at < $1`, [
    now,
  ])
  expect(pending).toEqual([])
  const closed = await look<{ orders: bigint }>(
    db,
    `select count(*) as orders from sale_order where state = 'closed'`,
  )
  expect(Number(closed[0]!.orders)).toBeGreaterThan(0)
})

test('money was settled: statements close as the ledger does, and one withdrawal waits for the operator', async () => {
  const states = await look<{ state: string }>(db, 'select state from withdrawal order by created_at')
  expect(states.map(({ state }) => state)).toContain('requested')
  const [statements] = await look<{ made: bigint; open: bigint }>(
    db,
    `select count(*) as made, count(*) filter (where state = 'open') as open from settlement_statement`,
  )
  expect(Number(statements!.made)).toBeGreaterThan(Number(statements!.open))
  expect(Number(statements!.open)).toBeGreaterThan(0)
})

test('its logins open the consoles, and the customers hold cards', async () => {
  const { console: staff, customers, password } = demo.logins
  expect(password.length).toBeGreaterThanOrEqual(10)
  for (const { audience, loginName } of staff)
    await logIn(testCompose(db), { platform: audience, loginName, password, ip: '127.0.0.1', agent: 'test' })
  expect(customers.length).toBeGreaterThanOrEqual(4)
})

test('the console is offered the logins, and nothing else of the file', async () => {
  const { app, parts } = await testApp(db)
  const ask = () => app.inject({ method: 'GET', url: '/demo-logins.json' })
  expect((await ask()).statusCode).toBe(404)

  mkdirSync(parts.config.stateFolder, { recursive: true })
  writeFileSync(join(parts.config.stateFolder, 'demo.json'), JSON.stringify(demo.logins))
  expect((await ask()).json()).toEqual(demo.logins.console)
  parts.config.production = true
  expect((await ask()).statusCode).toBe(404)
})

test('the sandbox lives in the real time again', async () => {
  const clock = await (await fetch(new URL('/api/clock', sandbox.panel))).json()
  expect(clock).toMatchObject({ isSet: false })
})
