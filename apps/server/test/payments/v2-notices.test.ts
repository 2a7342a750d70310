import { beforeEach, expect, test } from 'vitest'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { apps, payShop, payStage, wechatKeysOf } from '../pay-stage.ts'
import { look } from '../world.ts'
import { noticeCatcher } from './catch-notice.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage
const { paidButUntold, deliver } = noticeCatcher(stage)
type Made = Parameters<typeof wechatKeysOf>[0]

const form = (noticeForm: string, mchid?: string) =>
  stage.control<Made>('POST', '/api/wechat-pay/merchants', {
    ...(mchid && { mchid }),
    appids: [apps.mini, apps.official],
    noticeForm,
  })
const made = await form('v2')
const { apiV2Key: _, ...withoutV2 } = wechatKeysOf(made)
const open = () => payShop(stage, db, { wechatKeys: wechatKeysOf(made) })
const outcomes = async (merchantId: string) =>
  (
    await look<{ outcome: string }>(
      db,
      'select outcome from notice where merchant_id = $1 order by created_at',
      [merchantId],
    )
  ).map(({ outcome }) => outcome)

beforeEach(async () => {
  await stage.clearFaults()
  await form('v2', made.mchid)
})

test('XML tells of a payment, and hears its word', async () => {
  const shop = await open()
  const { notice } = await paidButUntold(shop, await shop.newOrder())
  expect(notice.body.toString()).toContain('<xml>')
  const answer = await deliver(shop, notice)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe(
    '<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>',
  )
  expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)
  expect(await outcomes(shop.merchantId)).toEqual(['settled'])
  await shop.booksHold()
})

test('refused when forged, and taken when told again in the other way of signing', async () => {
  // A number of its own: notices of other tests that are told again must not take the fault.
  const other = await form('v2')
  const shop = await payShop(stage, db, { wechatKeys: wechatKeysOf(other) })
  const fault = { provider: 'wechat-pay', fault: 'notice-bad-signature', merchant: other.mchid, count: 1 }
  await stage.control('PUT', '/api/faults', fault)
  const orderId = await shop.newOrder()
  await startPayment(parts, { ...shop.by(), orderId, method: 'wechat-native' })
  const { outTradeNo } = (await shop.attempts(orderId))[0]!
  await stage.payFor({ method: 'wechat-native', outTradeNo })
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
  const told = async () =>
    (
      await stage.control<{ items: { state: string; attempts: { status: number }[] }[] }>(
        'GET',
        `/api/notices?outTradeNo=${outTradeNo}`,
      )
    ).items[0]!
  await shop.until('it was taken', async () => (await told()).state === 'delivered')
  expect((await told()).attempts.map(({ status }) => status)).toEqual([401, 200])
  expect(await outcomes(shop.merchantId)).toEqual(['settled'])
})

test('both forms of the same payment settle it exactly once', async () => {
  await form('both', made.mchid)
  const shop = await open()
  const orderId = await shop.newOrder()
  await startPayment(parts, { ...shop.by(), orderId, method: 'wechat-native' })
  await stage.payFor((await shop.attempts(orderId))[0]!)
  await shop.until('both were told', async () => (await outcomes(shop.merchantId)).length === 2)
  expect((await outcomes(shop.merchantId)).toSorted()).toEqual(['repeated', 'settled'])
  expect(await shop.balance(channel(shop.wechatId))).toBe(100_00n)
  await shop.booksHold()
})

test('a refund that is told of in XML is asked about, and recorded', async () => {
  await form('v3', made.mchid)
  const shop = await open()
  const orderId = await shop.newOrder()
  await startPayment(parts, { ...shop.by(), orderId, method: 'wechat-native' })
  await stage.payFor((await shop.attempts(orderId))[0]!)
  await shop.until('it is paid', async () => (await shop.order(orderId)).state === 'fulfilled')
  await form('v2', made.mchid)
  await requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '退卡' })
  // Told of before our own call was answered, it is asked about at the next look, minutes later.
  await stage.runJobs()
  db.clock.advance(5 * 60_000)
  await shop.until('it is refunded', async () => (await shop.order(orderId)).state === 'refunded', {
    jobs: true,
  })
  const { items } = await stage.control<{
    items: { event: string; attempts: { status: number; answer: string }[] }[]
  }>('GET', `/api/notices?outTradeNo=${(await shop.attempts(orderId))[0]!.outTradeNo}`)
  const told = items.find(({ event }) => event === 'REFUND.SUCCESS')
  expect(told?.attempts.at(-1)).toMatchObject({
    status: 200,
    answer: expect.stringContaining('SUCCESS') as string,
  })
  expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
  await shop.booksHold()
})

test('forged, changed or tampered XML, or a merchant without the key, settles nothing', async () => {
  const shop = await open()
  const { notice } = await paidButUntold(shop, await shop.newOrder())
  const text = notice.body.toString()
  const send = async (body: string) => (await deliver(shop, { ...notice, body: Buffer.from(body) })).status
  const before = await shop.snapshot()
  expect(await send(text.replace('<total_fee><![CDATA[10000', '<total_fee><![CDATA[1'))).toBe(401)
  expect(await send(text.replace(/<sign>.*<\/sign>/, ''))).toBe(401)
  expect(await send(`<!DOCTYPE x [<!ENTITY e "1">]>${text}`)).toBe(401)
  expect(await send(text.replace('<xml>', '<xml><total_fee>1</total_fee>'))).toBe(401)
  expect(await send(' <')).toBe(401)

  const none = await payShop(stage, db, { wechatKeys: withoutV2 })
  expect((await deliver(none, notice)).status).toBe(401)
  expect(await shop.snapshot()).toEqual(before)
  const reasons = await look<{ reason: string }>(
    db,
    'select distinct reason from refused_notice order by 1',
    [],
  )
  expect(reasons.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['body_malformed', 'key_missing', 'signature_wrong']),
  )
})

test('an amount that is one fen off is kept out of the books, rightly signed as it is', async () => {
  const other = await form('v2')
  const shop = await payShop(stage, db, { wechatKeys: wechatKeysOf(other) })
  const fault = { provider: 'wechat-pay', fault: 'notice-amount-tampered', merchant: other.mchid, count: 1 }
  await stage.control('PUT', '/api/faults', fault)
  const { notice } = await paidButUntold(shop, await shop.newOrder())
  expect((await deliver(shop, notice)).status).toBe(200)
  expect((await outcomes(shop.merchantId))[0]).toBe('mismatched')
})
