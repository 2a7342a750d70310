import { expect } from 'vitest'
import { counterRoutes } from '@sesame/contract/counter'
import { inMerchant } from '../../src/kernel/db.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { saveDefault } from '../../src/modules/payment/index.ts'
import type { TestDatabase } from '../database.ts'
import { call } from '../http.ts'
import { apps, payShop, payStage } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { newKey } from '../world.ts'

export type Way = 'wechat-barcode' | 'wechat-codepay' | 'alipay-barcode'
export const ways: Way[] = ['wechat-barcode', 'wechat-codepay', 'alipay-barcode']
export const providerOf = (way: Way) =>
  way === 'alipay-barcode' ? ('alipay' as const) : ('wechat-pay' as const)
/** Nothing was kept of the customer's money. */
export const goneStates = ['REVOKED', 'TRADE_CLOSED', 'PAYERROR']

/** A sandbox, and counters at which customers show their codes. */
export async function barcodeStage(db: TestDatabase) {
  const stage = await payStage(db)
  return {
    stage,
    counter: (way: Way) => openCounter(db, stage, way),
    async pass(seconds: number): Promise<void> {
      db.clock.advance(seconds * 1000)
      await stage.runJobs()
    },
  }
}

async function openCounter(db: TestDatabase, stage: Awaited<ReturnType<typeof payStage>>, way: Way) {
  const { app } = stage
  const shop = await payShop(stage, db)
  if (way === 'wechat-codepay') {
    await inMerchant(db, shop.merchantId, (tx) =>
      saveDefault(tx, { method: 'wechat-codepay', channelAccountId: shop.wechatId, appId: apps.official }),
    )
  }
  const { token, staffId } = await staffSession(db, shop.merchantId)
  const orderId = await shop.newOrder()
  const code = async (more: object = {}) => {
    const body = { provider: providerOf(way), mobile: shop.mobile, ...more }
    return (await stage.control<{ code: string }>('POST', '/api/payment-codes', body)).code
  }
  const pay = (payerCode: string, key = newKey()) =>
    call(app, counterRoutes.payByCode, { token, key, params: { orderId }, body: { payerCode } })
  const of = (attemptId: string) => ({ token, key: newKey(), params: { orderId, attemptId } })
  const account = channel(way === 'alipay-barcode' ? shop.alipayId : shop.wechatId)
  return {
    shop,
    token,
    staffId,
    orderId,
    code,
    pay,
    check: (attemptId: string) => call(app, counterRoutes.checkCodePayment, of(attemptId)),
    cancel: (attemptId: string) => call(app, counterRoutes.cancelCodePayment, of(attemptId)),
    received: () => shop.balance(account),
    last: async () => (await shop.attempts(orderId)).at(-1)!,
    atChannel: async () => tradeAt(stage, (await shop.attempts(orderId)).at(-1)!.outTradeNo),
  }
}

async function tradeAt(stage: Awaited<ReturnType<typeof payStage>>, outTradeNo: string) {
  const path = `/api/trades?outTradeNo=${outTradeNo}&limit=5000`
  const { items } = await stage.control<{ items: { state: string; refundedFen: number }[] }>('GET', path)
  expect(items.length).toBeLessThanOrEqual(1)
  return items[0]
}
