import { beforeEach, expect, test } from 'vitest'
import { createProfitSharing } from '../../src/channels/wechat-pay/profit-sharing.ts'
import { addReceiver, removeReceiver } from '../../src/exchanges/save-receiver.ts'
import { pushShare } from '../../src/exchanges/push-share.ts'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { retryRefund } from '../../src/flows/payments/retry-refund.ts'
import { resolveShare } from '../../src/flows/profit-sharing/record-share.ts'
import { setSharingRule } from '../../src/flows/profit-sharing/save-sharing-rule.ts'
import { wechatPayAccountOf } from '../../src/modules/channel-account/index.ts'
import {
  channel,
  merchantAvailable,
  merchantOwnHands,
  sharingReserve,
} from '../../src/modules/chart/index.ts'
import { timeSharing } from '../../src/work/timer-sharing.ts'
import { testDatabase } from '../database.ts'
import { apps, payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { look } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage
const receiver = '1900000001'
const other = '1900000002'

beforeEach(() => stage.clearFaults())

/** Sells visits over WeChat Pay, a tenth of which goes to one receiver and a fiftieth to another. */
async function sharingShop(custody: 'operator' | 'own' = 'operator') {
  const shop = await payShop(stage, db, { custody })
  const of = { channelAccountId: shop.wechatId }
  await addReceiver(parts, { ...shop.by(), ...of, account: receiver, name: '甲方公司', basisPoints: 1000 })
  await addReceiver(parts, { ...shop.by(), ...of, account: other, name: '乙方公司', basisPoints: 200 })
  await setSharingRule(db, { ...shop.by(), ...of, enabled: true })
  return shop
}

async function paid(shop: Shop, productId?: string) {
  const kind = productId === undefined ? ('visit' as const) : ('card-open' as const)
  const lines = [{ kind, productId: productId ?? (await shop.single(100_00)), quantity: 1 }]
  const orderId = await shop.place({
    source: 'customer-app',
    customerId: shop.customerId,
    sellerId: null,
    lines,
  })
  const method = 'wechat-mini-program' as const
  await startPayment(parts, { ...shop.by(), orderId, method, personId: shop.personId })
  const [attempt] = await shop.attempts(orderId)
  await stage.payFor(attempt!)
  await shop.until('it is paid', async () => (await shop.order(orderId)).paidFen > 0n)
  const [share] = await look<{ id: string; outOrderNo: string }>(
    db,
    'select id, out_order_no as "outOrderNo" from profit_share where attempt_id = $1',
    [attempt!.id],
  )
  return { orderId, share: share! }
}

const shareOf = async (id: string) =>
  (
    await look<{ state: string; problem: string | null }>(
      db,
      'select state, problem from profit_share where id = $1',
      [id],
    )
  )[0]!
const linesOf = (id: string) =>
  look<{ account: string; amount: bigint; state: string }>(
    db,
    'select account, amount_fen as amount, state from profit_share_line where share_id = $1 order by amount_fen desc',
    [id],
  )
const due = async (minutes = 2) => {
  db.clock.advance(minutes * 60_000)
  await timeSharing(parts)
  await stage.runJobs()
}
const finish = async (shop: Shop, id: string) => {
  await due()
  for (let turn = 0; turn < 40 && (await shareOf(id)).state === 'sharing'; turn++) {
    await new Promise((done) => setTimeout(done, 20))
    await due(31)
  }
}
const ask = (shop: Shop, orderId: string) =>
  requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '用户要求' })
const refunded = async (shop: Shop, orderId: string, state = 'succeeded') => {
  const isSo = async () => (await shop.refunds(orderId)).at(-1)?.state === state
  for (let turn = 0; turn < 40 && !(await isSo()); turn++) {
    db.clock.advance(31 * 60_000)
    await stage.runJobs()
    await new Promise((done) => setTimeout(done, 20))
  }
  expect((await shop.refunds(orderId)).at(-1)).toMatchObject({ state })
}

test.each(['operator', 'own'] as const)(
  '%s number: a minute after the payment each has its part',
  async (custody) => {
    const shop = await sharingShop(custody)
    const { orderId, share } = await paid(shop)
    await timeSharing(parts)
    await stage.runJobs()
    expect(await shareOf(share.id)).toMatchObject({ state: 'planned' })
    await finish(shop, share.id)
    expect(await shareOf(share.id)).toMatchObject({ state: 'finished' })
    expect(await linesOf(share.id)).toMatchObject([
      { account: receiver, amount: 10_00n, state: 'succeeded' },
      { account: other, amount: 2_00n, state: 'succeeded' },
    ])
    expect(await shop.balance(channel(shop.wechatId))).toBe(88_00n)
    expect(await shop.balance(sharingReserve(share.id))).toBe(0n)
    if (custody === 'operator') expect(await shop.balance(merchantAvailable())).toBe(88_00n)
    else expect(await shop.balance(merchantOwnHands())).toBe(88_00n)
    await shop.booksHold()

    await ask(shop, orderId)
    await refunded(shop, orderId)
    expect(await shop.order(orderId)).toMatchObject({ state: 'refunded' })
    for (const account of [channel(shop.wechatId), merchantAvailable(), merchantOwnHands()])
      expect(await shop.balance(account)).toBe(0n)
    await shop.booksHold()
  },
)

test('prepaid money is not shared before it was consumed, and is let go of in time', async () => {
  const shop = await sharingShop()
  const { share } = await paid(shop, shop.bundle)
  await due()
  expect(await shareOf(share.id)).toMatchObject({
    state: 'planned',
    problem: expect.stringContaining('可用资金'),
  })
  for (let day = 0; day < 26; day++) await due(24 * 60 + 1)
  for (let turn = 0; turn < 20 && (await shareOf(share.id)).state !== 'unfrozen'; turn++) await due(31)
  expect(await shareOf(share.id)).toMatchObject({ state: 'unfrozen' })
  expect(await linesOf(share.id)).toEqual([])
  await shop.booksHold()
})

test('refunded before it was shared: nothing is', async () => {
  const shop = await sharingShop()
  const { orderId, share } = await paid(shop)
  await ask(shop, orderId)
  await refunded(shop, orderId)
  await due()
  expect(await shareOf(share.id)).toMatchObject({ state: 'void' })
  await shop.booksHold()
})

test('a receiver that fails to give back makes the refund abnormal; tried again it works', async () => {
  const shop = await sharingShop()
  const { orderId, share } = await paid(shop)
  await finish(shop, share.id)
  await stage.fault('return-failed', { on: 'share-return' })
  const { refundId } = await ask(shop, orderId)
  await refunded(shop, orderId, 'abnormal')
  expect((await shop.refunds(orderId)).at(-1)!.problem).toContain('回退失败')
  await shop.booksHold()
  await retryRefund(db, { ...shop.by(), refundId })
  await refunded(shop, orderId)
  expect(await shop.balance(merchantAvailable())).toBe(0n)
  await shop.booksHold()
})

test.each(['answer-lost', 'error-after-accept', 'rate-limit'])(
  'despite %s shared once, returned once',
  async (fault) => {
    const shop = await sharingShop()
    const { orderId, share } = await paid(shop)
    await stage.fault(fault, { on: 'share' })
    await finish(shop, share.id)
    expect(await shareOf(share.id)).toMatchObject({ state: 'finished' })
    expect(await shop.balance(channel(shop.wechatId))).toBe(88_00n)
    await stage.fault(fault, { on: 'share-return' })
    await ask(shop, orderId)
    await refunded(shop, orderId)
    expect(await shop.balance(channel(shop.wechatId))).toBe(0n)
    await shop.booksHold()
  },
)

test('a receiver that cannot take it: the part is the merchant’s again', async () => {
  const shop = await sharingShop()
  const { share } = await paid(shop)
  await stage.fault('sharing-closed')
  await finish(shop, share.id)
  expect(await linesOf(share.id)).toMatchObject([{ state: 'closed' }, { state: 'closed' }])
  expect(await shop.balance(merchantAvailable())).toBe(100_00n)
  await shop.booksHold()
})

test('declined: a person decides, again or not at all', async () => {
  const shop = await sharingShop()
  const { share } = await paid(shop)
  // Removed behind our back, in the channel's own console.
  await removeAtChannel()
  await due()
  expect(await shareOf(share.id)).toMatchObject({ state: 'abnormal' })
  expect(await shop.balance(sharingReserve(share.id))).toBe(12_00n)
  const resolve = (how: 'again' | 'give-up') => resolveShare(db, { ...shop.by(), shareId: share.id, how })
  await resolve('again')
  await stage.runJobs()
  expect(await shareOf(share.id)).toMatchObject({ state: 'abnormal' })
  await resolve('give-up')
  await expect(resolve('again')).rejects.toThrow('sharing.not_abnormal')
  for (let turn = 0; turn < 20 && (await shareOf(share.id)).state !== 'unfrozen'; turn++) await due(31)
  expect(await shareOf(share.id)).toMatchObject({ state: 'unfrozen' })
  expect(await shop.balance(merchantAvailable())).toBe(100_00n)
  await shop.booksHold()

  async function removeAtChannel() {
    const port = createProfitSharing(wechatPayAccountOf(stage.wechatKeys), {
      baseUrl: parts.config.wechatPay.baseUrl,
    })
    for (const account of [receiver, other]) await port.deleteReceiver({ appId: apps.mini, account })
  }
})

test('rules: at most three tenths, nobody twice, off is off, and twins share once', async () => {
  const shop = await sharingShop()
  const of = { channelAccountId: shop.wechatId, name: '丙方公司' }
  const add = (account: string, basisPoints: number) =>
    addReceiver(parts, { ...shop.by(), ...of, account, basisPoints })
  await expect(add('1900000003', 1801)).rejects.toThrow('sharing.too_much')
  await expect(add(receiver, 1)).rejects.toThrow('sharing.receiver_there')
  await expect(
    setSharingRule(db, { ...shop.by(), channelAccountId: shop.alipayId, enabled: true }),
  ).rejects.toThrow('sharing.not_here')

  const { share } = await paid(shop)
  db.clock.advance(120_000)
  const push = () => pushShare(parts, { merchantId: shop.merchantId, shareId: share.id })
  await Promise.all(Array.from({ length: 5 }, push))
  await finish(shop, share.id)
  expect(await linesOf(share.id)).toHaveLength(2)

  await setSharingRule(db, { ...shop.by(), channelAccountId: shop.wechatId, enabled: false })
  const later = await paid(shop)
  expect(later.share).toBeUndefined()
  const [first] = await look<{ id: string }>(
    db,
    'select id from sharing_receiver where merchant_id = $1 limit 1',
    [shop.merchantId],
  )
  const stranger = await sharingShop()
  await expect(removeReceiver(parts, { ...stranger.by(), receiverId: first!.id })).rejects.toThrow(
    'sharing.receiver_not_found',
  )
  await removeReceiver(parts, { ...shop.by(), receiverId: first!.id })
  await shop.booksHold()
})
