import { afterEach, expect, test } from 'vitest'
import { counterRoutes } from '@sesame/contract/counter'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { barcodeStage } from './barcode-stage.ts'

const db = await testDatabase()
const { stage, counter, pass } = await barcodeStage(db)
const { app } = stage
afterEach(() => stage.clearFaults())

test.each(['notice-twice', 'notice-before-answer', 'notice-late', 'notice-bad-signature'])(
  'Alipay, %s: booked once',
  async (fault) => {
    const { shop, pay, code, received } = await counter('alipay-barcode')
    await stage.fault(fault, { provider: 'alipay' })
    expect((await pay(await code())).state).toBe('paid')
    await pass(90)
    expect(await received()).toBe(100_00n)
    await shop.booksHold()
  },
)

test('codes of other shops, of nobody, and of other ways are refused and leave nothing', async () => {
  const { shop, token, orderId, code, check, pay } = await counter('wechat-barcode')
  const stranger = await counter('alipay-barcode')
  const ask = (body: { payerCode: string }, more: object = {}) =>
    knock(app, counterRoutes.payByCode, { token, params: { orderId }, body, ...more })
  expect(await ask({ payerCode: '990000000000000000' })).toMatchObject({ status: 400 })
  const others = { params: { orderId: stranger.orderId } }
  expect(await ask({ payerCode: await code() }, others)).toMatchObject({ status: 404 })
  expect(await shop.attempts(orderId)).toEqual([])
  const paid = await pay(await code())
  const foreign = { orderId: stranger.orderId, attemptId: paid.attemptId }
  const asked = { token: stranger.token, params: foreign }
  expect(await knock(app, counterRoutes.checkCodePayment, asked)).toMatchObject({
    status: 409,
    body: { code: 'payment.not_by_code' },
  })
  expect((await check(paid.attemptId)).state).toBe('paid')
})

test('the counter offers what the accounts can do, and shows a code of either channel', async () => {
  const { token, orderId, last, shop } = await counter('wechat-barcode')
  const { items } = await call(app, counterRoutes.listCounterMethods, { token })
  expect(items.map(({ method }) => method)).toEqual([
    'wechat-barcode',
    'alipay-barcode',
    'wechat-native',
    'alipay-precreate',
  ])
  const show = (provider: 'wechat-pay' | 'alipay') =>
    call(app, counterRoutes.showPayCode, { token, params: { orderId }, body: { provider } })
  expect((await show('wechat-pay')).codeUrl).toMatch(/^weixin:/)
  expect((await show('alipay')).codeUrl).toMatch(/^https:\/\/qr\.alipay\.com/)
  await stage.payFor(await last())
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
  expect(await shop.balance(channel(shop.alipayId))).toBe(100_00n)
})
