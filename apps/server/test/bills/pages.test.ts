import { beforeEach, expect, test } from 'vitest'
import { billRoutes } from '@sesame/contract/reconciliation'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { payStage } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { billShop } from './bill-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { app } = stage

beforeEach(() => stage.control('DELETE', '/api/bills/changes'))

test('a day is asked for by hand, its difference handled, taken back and handled again', async () => {
  const shop = await billShop(stage, db)
  const { number } = await shop.paid()
  await shop.paid()
  await shop.change('wechat-pay', 'amount', { number })
  const params = { channelAccountId: shop.wechatId, day: shop.day }
  const hasty = await staffSession(db, shop.merchantId)
  const early = await knock(app, billRoutes.reconcileBillDay, { token: hasty.token, params })
  expect(early.body.code).toBe('bill.day_too_early')

  shop.morning()
  const { token } = await staffSession(db, shop.merchantId)
  await call(app, billRoutes.reconcileBillDay, { token, params })
  expect(await call(app, billRoutes.getBillDay, { token, params })).toMatchObject({
    state: 'waiting',
    reason: '等待下载',
    batch: null,
  })
  await stage.runJobs()
  const day = await call(app, billRoutes.getBillDay, { token, params })
  expect(day).toMatchObject({
    state: 'differences',
    open: 1,
    batch: { lines: 2, matched: 1, theirsPaymentsFen: 200_01, oursPaymentsFen: 200_00, matchedFeeFen: 60 },
  })
  expect(day.batches).toMatchObject([{ number: 1, fileName: expect.stringMatching(/^[0-9a-f]{64}$/) }])

  const { items: days } = await call(app, billRoutes.listBillDays, { token, query: { state: 'differences' } })
  expect(days).toMatchObject([{ day: shop.day, accountName: '微信支付' }])
  const { items } = await call(app, billRoutes.listBillDifferences, {
    token,
    query: { state: 'open', search: number.slice(0, 20) },
  })
  expect(items).toMatchObject([{ number, type: 'amount', oursFen: 100_00, theirsFen: 100_01 }])

  const differenceId = items[0]!.id
  const at = { token, params: { differenceId } }
  const wrong = await knock(app, billRoutes.handleBillDifference, {
    ...at,
    body: { action: 'exclude', note: '试试' },
  })
  expect(wrong.body.code).toBe('bill.action_wrong')
  const handled = await call(app, billRoutes.handleBillDifference, {
    ...at,
    body: { action: 'accept', note: '已电话确认' },
  })
  expect(handled).toMatchObject({ state: 'handled', undoable: true, note: '已电话确认', actions: [] })
  expect(handled.handledBy).not.toBeNull()
  const undone = await call(app, billRoutes.undoBillDifference, { ...at, body: { note: '弄错了' } })
  expect(undone).toMatchObject({ state: 'open', actions: ['accept'] })
  await call(app, billRoutes.handleBillDifference, { ...at, body: { action: 'accept', note: '再次确认' } })
  const detail = await call(app, billRoutes.getBillDifference, at)
  expect(detail.events.map(({ toState }) => toState)).toEqual(['open', 'handled', 'open', 'handled'])

  const { items: accounts } = await call(app, billRoutes.listBillAccounts, { token })
  expect(accounts).toMatchObject([
    { id: shop.wechatId, clearingFen: 0, openDifferences: 0, reconciledThrough: shop.day, feeRate: null },
    { id: shop.alipayId, reconciledThrough: null },
  ])
  await shop.booksHold()
})

test('an agreed rate is what fees are compared with; without the permission nobody sees or does anything', async () => {
  const shop = await billShop(stage, db)
  await shop.paid('alipay-jsapi')
  const params = { channelAccountId: shop.alipayId }
  shop.morning()
  const { token } = await staffSession(db, shop.merchantId)
  await call(app, billRoutes.saveBillFeeRate, { token, params, body: { rate: 380 } })
  await shop.reconcile('alipay')
  const { items } = await call(app, billRoutes.listBillDifferences, { token })
  expect(items).toMatchObject([{ type: 'fee', feeFen: 60, expectedFeeFen: 38 }])
  await call(app, billRoutes.saveBillFeeRate, { token, params, body: { rate: null } })
  await shop.reconcile('alipay')
  expect(await shop.differences()).toMatchObject([{ state: 'withdrawn' }])

  const { token: nobody } = await staffSession(db, shop.merchantId, { permissions: ['money.view'] })
  expect((await knock(app, billRoutes.listBillDays, { token: nobody })).status).toBe(403)
  const { token: viewer } = await staffSession(db, shop.merchantId, { permissions: ['bill.view'] })
  expect((await knock(app, billRoutes.listBillDays, { token: viewer })).status).toBe(200)
  const asked = { token: viewer, params: { ...params, day: shop.day } }
  expect((await knock(app, billRoutes.reconcileBillDay, asked)).status).toBe(403)
  const { token: stranger } = await staffSession(db, (await billShop(stage, db)).merchantId)
  expect((await knock(app, billRoutes.getBillDay, { ...asked, token: stranger })).status).toBe(404)
  expect((await knock(app, billRoutes.reconcileBillDay, { ...asked, token: stranger })).status).toBe(404)
})
