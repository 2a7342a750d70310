import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { reconcileDay } from '../../src/exchanges/reconcile-day.ts'
import { handleDifference } from '../../src/flows/reconciliation/handle-difference.ts'
import { bank, channel, merchantAvailable } from '../../src/modules/chart/index.ts'
import { inMerchant } from '../../src/kernel/db.ts'
import { balancesOf } from '../../src/ledger/index.ts'
import { billDayStates, billDifferenceStates } from '../../src/modules/reconciliation/rules.ts'
import { testDatabase } from '../database.ts'
import { operatorAccount, operatorOf } from '../operator-accounts.ts'
import { payStage } from '../pay-stage.ts'
import { statesInSql } from '../states-in-sql.ts'
import { look, newKey } from '../world.ts'
import { billShop, nextDay } from './bill-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage

beforeEach(async () => {
  await stage.clearFaults()
  await stage.control('DELETE', '/api/bills/changes')
})

test.each([
  ['wechat-pay', 'bill-truncated', 'bill.hash_wrong'],
  ['wechat-pay', 'bill-wrong-hash', 'bill.hash_wrong'],
  ['wechat-pay', 'bill-other-encoding', 'bill.encoding'],
  ['wechat-pay', 'bill-column-missing', 'bill.column_missing'],
  ['alipay', 'bill-truncated', 'bill.zip_wrong'],
  ['alipay', 'bill-other-encoding', 'bill.encoding'],
  ['alipay', 'bill-column-missing', 'bill.column_missing'],
] as const)('%s, %s: refused with the reason, nothing is booked', async (provider, fault, reason) => {
  const shop = await billShop(stage, db)
  await shop.paid(provider === 'alipay' ? 'alipay-jsapi' : 'wechat-mini-program')
  shop.morning()
  await stage.fault(fault, { provider })
  expect(await shop.reconcile(provider)).toBe('refused')
  const row = await shop.dayRow(provider)
  expect(row).toMatchObject({ state: 'refused', batchId: null })
  // What is cut off in the middle of a compressed file shows in more than one way.
  if (fault !== 'bill-truncated') expect(row!.reason).toBe(reason)
  expect(await shop.batches()).toEqual([])
  expect(await shop.balance(channel(shop.accountOf(provider)))).toBe(100_00n)
  expect(await shop.balance(bank())).toBe(0n)

  expect(await shop.reconcile(provider)).toBe('booked')
  expect(await shop.dayRow(provider)).toMatchObject({ state: 'matched' })
  await shop.booksHold()
})

test('a bill that is being made is asked for again by itself; a day without trades is an empty one', async () => {
  const shop = await billShop(stage, db)
  await shop.paid()
  shop.morning()
  await stage.fault('bill-creating')
  expect(await shop.reconcile()).toBe('later')
  expect(await shop.dayRow()).toMatchObject({ state: 'waiting', reason: 'bill.creating' })
  db.clock.advance(11 * 60_000)
  await stage.runJobs()
  expect(await shop.dayRow()).toMatchObject({ state: 'matched', reason: null })

  await shop.reconcile('alipay')
  expect(await shop.dayRow('alipay')).toMatchObject({ state: 'matched' })
  expect(await shop.batches()).toMatchObject([{ lines: 1 }, { lines: 0, fileName: null }])
})

test('the lives of days and differences are those of the database', async () => {
  expect(await statesInSql(db, 'bill_day')).toEqual([...billDayStates.all])
  expect(await statesInSql(db, 'bill_difference')).toEqual([...billDifferenceStates.all])
})

test('two runs of one day at once make one batch, and a later one supersedes it without booking again', async () => {
  const shop = await billShop(stage, db)
  await shop.paid()
  await shop.paid()
  shop.morning()
  const outcomes = await Promise.all([shop.reconcile(), shop.reconcile(), shop.reconcile()])
  // Who begins when another has ended is a run like any other.
  const batches = await shop.batches()
  expect(batches).toHaveLength(outcomes.filter((outcome) => outcome === 'booked').length)
  expect(batches.every(({ matched }) => matched === 2)).toBe(true)
  expect(await shop.balance(bank())).toBe(2n * 99_40n)

  await shop.reconcile()
  expect(await shop.batches()).toHaveLength(batches.length + 1)
  expect(await shop.balance(bank())).toBe(2n * 99_40n)
  const change = `update bill_batch set matched = 0 where merchant_id = '${shop.merchantId}'`
  await expect(
    inMerchant(db, shop.merchantId, (tx) =>
      tx.query({ compile: () => ({ sql: change, parameters: [] }) } as never),
    ),
  ).rejects.toThrow('permission denied')
  await shop.booksHold()
})

test('a later bill that says less takes back what was booked too much', async () => {
  const shop = await billShop(stage, db)
  await shop.paid()
  const { number } = await shop.paid()
  shop.morning()
  await shop.reconcile()
  await shop.change('wechat-pay', 'drop', { number })
  await shop.reconcile()
  expect(await shop.balance(bank())).toBe(99_40n)
  expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)
  expect(await shop.differences()).toMatchObject([{ type: 'theirs-missing', state: 'carried' }])
  await shop.booksHold()
})

test('a crash after the download leaves a file and no booking; the job begins anew', async () => {
  const shop = await billShop(stage, db)
  await shop.paid()
  shop.morning()
  const crash = { ...parts.storage, find: () => Promise.reject(new Error('the machine stopped')) }
  const asked = {
    merchantId: shop.merchantId,
    channelAccountId: shop.wechatId,
    day: shop.day,
    askedBy: 'system',
  }
  // A storage that cannot be read is no bill: it is asked for again.
  expect(await reconcileDay({ ...parts, storage: crash }, asked)).toBe('later')
  const broken = {
    ...parts.storage,
    find: async (name: string) => {
      const found = await parts.storage.find(name)
      return found && { ...found, open: () => Promise.reject(new Error('the machine stopped')) as never }
    },
  }
  await expect(reconcileDay({ ...parts, storage: broken }, asked)).rejects.toThrow()
  expect(await shop.batches()).toEqual([])
  expect(await shop.balance(bank())).toBe(0n)
  const files = readdirSync(join(parts.config.stateFolder, 'files'), { recursive: true, encoding: 'utf8' })
  expect(files.filter((name) => /[0-9a-f]{64}$/.test(name)).length).toBeGreaterThan(0)

  expect(await shop.reconcile()).toBe('booked')
  expect(await shop.balance(bank())).toBe(99_40n)
  await shop.booksHold()
})

test('the timer asks for yesterday of every account, once', async () => {
  const shop = await billShop(stage, db)
  await shop.paid('alipay-jsapi')
  await operatorOf(db)
  shop.morning()
  const { handlersOf } = await import('../../src/work/handlers.ts')
  await handlersOf(parts)['timer.bills']({})
  const jobs = await look<{ name: string }>(
    db,
    `select name from sesame_jobs.job where name = 'bill.reconcile'`,
  )
  expect(jobs.length).toBeGreaterThan(0)
  await stage.runJobs()
  expect(await shop.dayRow('alipay')).toMatchObject({ state: 'matched' })
  expect(await shop.balance(bank())).toBe(99_40n)
  await handlersOf(parts)['timer.bills']({})
  const again = await look<{ name: string }>(
    db,
    `select name from sesame_jobs.job
     where name = 'bill.reconcile' and payload->>'day' = $1 and payload->>'merchantId' = $2`,
    [shop.day, shop.merchantId],
  )
  expect(again).toEqual([])
})

test("the operator's account is split among its merchants; the rest is in the operator's books", async () => {
  nextDay(db, 2)
  const operatorId = await operatorOf(db)
  const collecting = {
    wechat: await operatorAccount(parts, { name: '平台微信', keys: stage.wechatKeys }),
    alipay: await operatorAccount(parts, { name: '平台支付宝', keys: stage.alipayKeys }),
  }
  const one = await billShop(stage, db, { collecting })
  const other = await billShop(stage, db, { collecting, sameDay: true })
  await one.paid()
  await other.paid()
  await other.paid()
  await one.inConsole('payments', 'wechat-pay', { amountFen: 50_00 })
  one.morning()
  const asked = { channelAccountId: collecting.wechat, day: one.day, askedBy: 'system' }
  // Asked by one of them, only its own share is looked at.
  await one.reconcile()
  expect(await one.dayRow()).toMatchObject({ state: 'matched' })
  expect(await other.dayRow()).toBeUndefined()

  expect(await reconcileDay(parts, { ...asked, merchantId: operatorId })).toBe('booked')
  expect(await one.batches()).toMatchObject([
    { number: 1, matched: 1 },
    { number: 2, matched: 1 },
  ])
  expect(await other.batches()).toMatchObject([{ matched: 2 }])
  expect(await one.balance(bank())).toBe(99_40n)
  expect(await other.balance(bank())).toBe(2n * 99_40n)
  const [rest] = await look<{ id: string; type: string }>(
    db,
    'select id, type from bill_difference where merchant_id = $1 and channel_account_id = $2',
    [operatorId, collecting.wechat],
  )
  expect(rest).toMatchObject({ type: 'ours-missing' })
  const actor = { kind: 'operator', id: 'somebody' } as const
  const by = { merchantId: operatorId, key: newKey(), actor, differenceId: rest!.id, note: '无主收款' }
  await handleDifference(db, { ...by, action: 'accept' })
  const balances = await inMerchant(db, operatorId, (tx) => balancesOf(tx, [bank(), merchantAvailable()]))
  expect([...balances.values()]).toEqual([49_70n, 49_70n])
  await one.booksHold()
  await other.booksHold()
})
