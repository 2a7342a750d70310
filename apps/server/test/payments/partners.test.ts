import { expect, test } from 'vitest'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { checkPayment } from '../../src/exchanges/check-payment.ts'
import { expireOrder } from '../../src/exchanges/expire-order.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { apps, payShop, payStage, wechatKeysOf } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { look } from '../world.ts'
import { noticeCatcher } from './catch-notice.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage
const spApp = 'wx000000000provider'
const sub = { mchid: '1900009999', appids: [apps.mini, apps.official] }
type Provider = Parameters<typeof wechatKeysOf>[0]
const provider = await stage.control<Provider>('POST', '/api/wechat-pay/merchants', {
  appids: [spApp],
  subMerchants: [sub],
  keyMode: 'public-key',
})
const keys = {
  ...wechatKeysOf(provider),
  partner: { appId: spApp, subMerchantNumber: sub.mchid },
}
const open = () => payShop(stage, db, { custody: 'own', wechatKeys: keys })

async function start(
  shop: Shop,
  method: 'wechat-native' | 'wechat-mini-program' | 'wechat-jsapi' | 'wechat-h5',
) {
  const orderId = await shop.newOrder()
  const asked = { ...shop.by(), orderId, method, personId: shop.personId, payerIp: '127.0.0.1' }
  const { credential, attemptId } = await startPayment(parts, asked)
  return { orderId, credential, attemptId, attempt: (await shop.attempts(orderId))[0]! }
}

test.each(['wechat-native', 'wechat-mini-program', 'wechat-jsapi', 'wechat-h5'] as const)(
  '%s by a service provider: paid, told of, and given back',
  async (method) => {
    const shop = await open()
    const { orderId, attempt } = await start(shop, method)
    await stage.payFor(attempt)
    await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
    const [row] = await look<{ detail: Record<string, string> }>(
      db,
      'select detail from notice where merchant_id = $1',
      [shop.merchantId],
    )
    expect(row!.detail).toMatchObject({
      merchantNumber: provider.mchid,
      subMerchantNumber: sub.mchid,
      partnerAppId: spApp,
    })
    await requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '退卡' })
    await shop.until('it is back', async () => (await shop.order(orderId)).state === 'refunded', {
      jobs: true,
    })
    expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
    await shop.booksHold()
  },
)

test('the phone is handed a signature for the app that it is in', async () => {
  const shop = await open()
  const { credential } = await start(shop, 'wechat-mini-program')
  expect(credential).toMatchObject({ kind: 'wechat-jsapi', appId: apps.mini })
  const answer = await stage.control('POST', '/api/wechat-pay/jsapi-pay', {
    ...credential,
    person: shop.mobile,
  })
  expect(answer).toEqual({ errMsg: 'requestPayment:ok' })
})

test('asked about and closed by the paths of partners', async () => {
  const shop = await open()
  const { orderId, attemptId, attempt } = await start(shop, 'wechat-native')
  await stage.fault('notice-never')
  await stage.payFor(attempt)
  expect(await checkPayment(parts, { merchantId: shop.merchantId, attemptId })).toBe('over')
  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled' })

  const unpaid = await start(shop, 'wechat-native')
  await expireOrder(parts, { merchantId: shop.merchantId, orderId: unpaid.orderId })
  const { items } = await stage.control<{ items: { state: string }[] }>(
    'GET',
    `/api/trades?outTradeNo=${unpaid.attempt.outTradeNo}`,
  )
  expect(items[0]).toMatchObject({ state: 'CLOSED' })
})

test('another merchant of the same provider, or the provider itself, pays for nothing here', async () => {
  const shop = await open()
  const { attempt } = await start(shop, 'wechat-native')
  const right = {
    outTradeNo: attempt.outTradeNo,
    transactionNo: `4200${attempt.id}`,
    merchantNumber: provider.mchid,
    subMerchantNumber: sub.mchid,
    partnerAppId: spApp,
    appId: apps.official,
    totalFen: attempt.amountFen,
    currency: 'CNY',
    paidAt: db.clock.now().toISOString(),
  }
  const { subMerchantNumber: _, ...ofNobody } = right
  const settle = (payment: typeof right | typeof ofNobody) =>
    settlePayment(parts, { merchantId: shop.merchantId, channelAccountId: shop.wechatId, payment })
  expect(await settle({ ...right, subMerchantNumber: '1900009998' })).toBe('mismatched')
  expect(await settle(ofNobody)).toBe('mismatched')
  expect(await settle({ ...right, partnerAppId: 'wx0000000000000else' })).toBe('mismatched')
  expect(await settle({ ...right, appId: spApp })).toBe('mismatched')
  expect(await settle(right)).toBe('settled')
  await shop.booksHold()
})

test('a tampered notice of a partner is not booked', async () => {
  const shop = await open()
  const fault = {
    provider: 'wechat-pay',
    fault: 'notice-amount-tampered',
    merchant: provider.mchid,
    count: 1,
  }
  await stage.control('PUT', '/api/faults', fault)
  const { notice } = await noticeCatcher(stage).paidButUntold(shop, await shop.newOrder())
  expect((await noticeCatcher(stage).deliver(shop, notice)).status).toBe(204)
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
})
