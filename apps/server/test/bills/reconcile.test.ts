import { beforeEach, expect, test } from 'vitest'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { bank, channel, merchantAvailable, merchantOwnHands } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { payStage } from '../pay-stage.ts'
import { newKey } from '../world.ts'
import { billShop } from './bill-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)

beforeEach(async () => {
  await stage.clearFaults()
  await stage.control('DELETE', '/api/bills/changes')
})

test.each(['wechat-pay', 'alipay'] as const)(
  '%s: what agrees goes to the bank, less the fee',
  async (provider) => {
    const shop = await billShop(stage, db)
    const method = provider === 'alipay' ? 'alipay-jsapi' : 'wechat-mini-program'
    await shop.paid(method)
    const { orderId } = await shop.paid(method)
    await requestRefund(db, { ...shop.by(newKey()), staffId: shop.staffId, orderId, reason: '用户要求' })
    await shop.until('it is refunded', async () => (await shop.order(orderId)).state === 'refunded', {
      jobs: true,
    })
    const at = channel(shop.accountOf(provider))
    const available = await shop.balance(merchantAvailable())
    expect(await shop.balance(at)).toBe(100_00n)

    shop.morning()
    expect(await shop.reconcile(provider)).toBe('booked')
    expect(await shop.differences()).toEqual([])
    expect(await shop.dayRow(provider)).toMatchObject({ state: 'matched' })
    expect(await shop.balance(at)).toBe(0n)
    expect(await shop.balance(bank())).toBe(99_40n)
    expect(await shop.balance(merchantAvailable())).toBe(available - 60n)
    await shop.booksHold()
  },
)

test('own number: only the memo of the money ends', async () => {
  const shop = await billShop(stage, db, { custody: 'own' })
  await shop.paid()
  expect(await shop.balance(merchantOwnHands())).toBe(100_00n)
  shop.morning()
  await shop.reconcile()
  expect(await shop.differences()).toEqual([])
  expect(await shop.balance(merchantOwnHands())).toBe(0n)
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  expect(await shop.balance(merchantAvailable())).toBe(-100_00n)
  await shop.booksHold()
})
