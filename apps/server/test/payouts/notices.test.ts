import { beforeEach, expect, test } from 'vitest'
import { pushPayout } from '../../src/exchanges/push-payout.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { addChannelAccount } from '../../src/flows/money/save-channel-account.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { apps, payShop, payStage, wechatKeysOf } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { noticeCatcher } from '../payments/catch-notice.ts'
import { look } from '../world.ts'
import { payoutShop } from './payout-stage.ts'
import { sharingStage } from './sharing-stage.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage
const { held, deliver } = noticeCatcher(stage)
const { sharing, paid, begun, shareOf, shared } = sharingStage(stage, db)
type Made = Parameters<typeof wechatKeysOf>[0]

beforeEach(() => stage.clearFaults())

const noticesOf = (merchantId: string) =>
  look<{ kind: string; outcome: string; number: string; event: string | null }>(
    db,
    `select kind, outcome, own_number as number, detail ->> 'eventType' as event from notice
     where merchant_id = $1 order by created_at`,
    [merchantId],
  )
const refusedAt = async (accountId: string) =>
  (
    await look<{ reason: string }>(
      db,
      'select reason from refused_notice where channel_account_id = $1 order by created_at, id',
      [accountId],
    )
  ).map(({ reason }) => reason)

test('told by ten notices at once and asked at the same time, a payout is booked once', async () => {
  const shop = await payoutShop(stage, db)
  let payoutId = ''
  const catcher = await held(async () => ({ payoutId } = await shop.sent('郑一', 70_00)))
  await shop.confirm(payoutId)
  const notice = await catcher.next
  catcher.close()
  const ask = () => pushPayout(parts, { merchantId: shop.merchantId, payoutId })
  const answers = await Promise.all([
    ask(),
    ...Array.from({ length: 10 }, async () => (await deliver(shop, notice)).status),
    ask(),
  ])
  expect(answers.filter((status) => status === 204)).toHaveLength(10)
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'succeeded' })
  expect(await noticesOf(shop.merchantId)).toMatchObject([{ kind: 'payout' }])
  expect(await shop.balance(channel(shop.wechatId))).toBe(930_00n)
  await shop.booksHold()
})

test('a payout’s notice that is late, changed, unsigned, stale or at a wrong address books nothing', async () => {
  const shop = await payoutShop(stage, db)
  const other = await payoutShop(stage, db)
  let payoutId = ''
  const catcher = await held(async () => ({ payoutId } = await shop.sent('郑二', 70_00)))
  await shop.confirm(payoutId)
  const notice = await catcher.next
  catcher.close()
  const before = await shop.snapshot()
  const changed = Buffer.from(notice.body.toString().replace('"summary":"商', '"summary":"上'))
  expect(changed.equals(notice.body)).toBe(false)
  expect((await deliver(shop, { ...notice, body: changed })).status).toBe(401)
  const { 'wechatpay-signature': _, ...unsigned } = notice.headers
  expect((await deliver(shop, { ...notice, headers: unsigned })).status).toBe(401)
  // Genuine, for the same merchant number, but sent to another merchant's address: taken, and nobody's.
  expect((await deliver(other, notice)).status).toBe(204)
  expect(await noticesOf(other.merchantId)).toEqual([])
  expect(await shop.snapshot()).toEqual(before)

  // By asking it is known already; then the notice comes.
  await pushPayout(parts, { merchantId: shop.merchantId, payoutId })
  expect(await shop.payout(payoutId)).toMatchObject({ state: 'succeeded' })
  for (const _again of [1, 2]) expect((await deliver(shop, notice)).status).toBe(204)
  expect(await noticesOf(shop.merchantId)).toMatchObject([{ kind: 'payout', outcome: 'repeated' }])
  db.clock.advance(301_000)
  expect((await deliver(shop, notice)).status).toBe(401)
  expect(await shop.balance(channel(shop.wechatId))).toBe(930_00n)
  await shop.booksHold()
})

/** A merchant number that is told at our address of what it receives, and whose merchant lives here. */
async function receiving() {
  const made = await stage.control<Made>('POST', '/api/wechat-pay/merchants', { appids: [apps.mini] })
  const shop = await payShop(stage, db, { custody: 'own', wechatKeys: wechatKeysOf(made) })
  await tellAt(made.mchid, shop.wechatId)
  return { shop, number: made.mchid }
}
const tellAt = (mchid: string, accountId: string) =>
  stage.control('PUT', '/api/sharing/addresses', {
    mchid,
    url: `${parts.config.http.publicUrl}/notify/wechat-pay/${accountId}`,
  })
const flaw = (fault: string, merchant: string) =>
  stage.control('PUT', '/api/faults', { provider: 'wechat-pay', fault, merchant, count: 1 })
const heard = (shop: Shop, times: number) =>
  shop.until('it was told', async () => (await noticesOf(shop.merchantId)).length >= times)

test('a receiver who lives here is told of its part and of giving it back: kept once, nothing booked', async () => {
  const receiver = await receiving()
  const shop = await sharing([receiver.number])
  const before = await receiver.shop.snapshot()
  await flaw('notice-twice', receiver.number)
  const { orderId, share } = await paid(shop)
  await begun()
  await heard(receiver.shop, 1)
  await shared(share.id)
  await requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '用户要求' })
  await shop.until('it is refunded', async () => {
    db.clock.advance(31 * 60_000)
    await stage.runJobs()
    return (await shop.refunds(orderId)).at(-1)?.state === 'succeeded'
  })
  await heard(receiver.shop, 2)
  expect(await noticesOf(receiver.shop.merchantId)).toEqual(
    ['PROFITSHARING.SUCCESS', 'PROFITSHARING.RETURN'].map((event) => ({
      kind: 'sharing',
      outcome: 'ignored',
      number: share.outOrderNo,
      event,
    })),
  )
  const after = await receiver.shop.snapshot()
  expect({ ...after, notice: '', jobs: '' }).toEqual({ ...before, notice: '', jobs: '' })
  expect(await refusedAt(receiver.shop.wechatId)).not.toContain('number_of_nobody')
  await shop.booksHold()
  await receiver.shop.booksHold()
})

test.each([
  ['notice-bad-signature', 'signature_wrong'],
  ['notice-unknown-key', 'serial_unknown'],
  ['notice-signtest', 'signature_probe'],
  ['notice-stale', 'stale'],
])('%s about a share is refused; told again it is kept', async (fault, reason) => {
  const receiver = await receiving()
  const shop = await sharing([receiver.number])
  await flaw(fault, receiver.number)
  await paid(shop)
  await begun()
  await heard(receiver.shop, 1)
  expect(await refusedAt(receiver.shop.wechatId)).toEqual([reason])
  expect(await noticesOf(receiver.shop.merchantId)).toHaveLength(1)
  await shop.booksHold()
})

test('who shares with a second number of its own asks about the share when that one is told', async () => {
  const made = await stage.control<Made>('POST', '/api/wechat-pay/merchants', { appids: [apps.mini] })
  const shop = await sharing([made.mchid])
  const second = { ...shop.by(), name: '另一商户号', keys: wechatKeysOf(made) }
  const { channelAccountId } = await addChannelAccount(parts, second)
  await tellAt(made.mchid, channelAccountId)
  const { share } = await paid(shop)
  await begun()
  // No clock goes on here: the next question would come by itself only minutes later.
  await shop.until('it is shared', async () => (await shareOf(share.id)).state === 'finished', { jobs: true })
  await shop.booksHold()
})
