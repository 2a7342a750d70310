import { beforeEach, expect, test } from 'vitest'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { matchNotices } from '../../src/flows/payments/match-notices.ts'
import { recordRefund } from '../../src/flows/payments/record-refund.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import { addChannelAccount } from '../../src/flows/money/save-channel-account.ts'
import { refundReserve } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { apps, payShop, payStage } from '../pay-stage.ts'
import type { AttemptRow, Shop } from '../pay-stage.ts'
import { look, newKey } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage

beforeEach(() => stage.clearFaults())

const start = async (shop: Shop, orderId: string, key = newKey()) => {
  const asked = { ...shop.by(key), orderId, method: 'wechat-native' as const }
  await startPayment(parts, asked)
  return { asked, attempt: (await shop.attempts(orderId)).at(-1)! }
}
const paymentOf = (attempt: AttemptRow, no = attempt.id) => ({
  outTradeNo: attempt.outTradeNo,
  transactionNo: `4200${no}`,
  merchantNumber: stage.wechat.mchid,
  appId: apps.official,
  totalFen: attempt.amountFen,
  currency: 'CNY',
  paidAt: db.clock.now().toISOString(),
})
const settleBy = (shop: Shop, attempt: AttemptRow) =>
  settlePayment(parts, {
    merchantId: shop.merchantId,
    channelAccountId: shop.wechatId,
    payment: paymentOf(attempt),
  })

test('a refund is believed only from the account that took the money, about the trade that was paid', async () => {
  const shop = await payShop(stage, db)
  const { merchantId } = shop
  const orderId = await shop.newOrder()
  const { attempt } = await start(shop, orderId)
  expect(await settleBy(shop, attempt)).toBe('settled')
  await requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: 'x' })
  const [refund] = await shop.refunds(orderId)
  // Whoever may edit channels knows the keys of this account, and can sign whatever they like with them.
  const theirs = (await addChannelAccount(parts, { ...shop.by(), name: '另一个', keys: stage.wechatKeys }))
    .channelAccountId
  const answer = { state: 'SUCCESS' as const, refundFen: refund!.amountFen, outTradeNo: attempt.outTradeNo }
  const told = { merchantId, outRefundNo: refund!.outRefundNo }
  const notice = (channelAccountId: string) => ({ channelAccountId, noticeKey: newKey() })

  expect(await recordRefund(db, { ...told, answer, notice: notice(theirs) })).toBe('mismatched')
  const other = {
    ...answer,
    outTradeNo: `${attempt.outTradeNo.slice(0, 31)}${attempt.outTradeNo.endsWith('0') ? 1 : 0}`,
  }
  expect(await recordRefund(db, { ...told, answer: other, notice: notice(shop.wechatId) })).toBe('mismatched')
  expect(await shop.balance(refundReserve(refund!.id))).toBe(100_00n)
  expect(await shop.refunds(orderId)).toMatchObject([{ state: 'approved' }])

  expect(await recordRefund(db, { ...told, answer, notice: notice(shop.wechatId) })).toBe('settled')
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded' })
  const mismatches = await look(
    db,
    `select action from audit_event where merchant_id = $1 and action = 'refund.mismatched'`,
    [merchantId],
  )
  expect(mismatches).toHaveLength(2)
  await shop.booksHold()
})

test('nobody is sent to the cashier for an order that is paid or closed, by an old key either', async () => {
  const shop = await payShop(stage, db)
  const orderId = await shop.newOrder()
  const { asked } = await start(shop, orderId)
  await shop.payCash(orderId)
  await expect(startPayment(parts, asked)).rejects.toThrow('payment.over')
})

test('one notice that cannot be settled does not keep the others waiting', async () => {
  const shop = await payShop(stage, db)
  const { merchantId } = shop
  const orders = [await shop.newOrder(), await shop.newOrder()]
  const attempts = [(await start(shop, orders[0]!)).attempt, (await start(shop, orders[1]!)).attempt]
  const insert = (attempt: AttemptRow, detail: object, key: string) =>
    db.owner.query(
      `insert into notice (merchant_id, channel_account_id, notice_key, kind, own_number, outcome, detail, created_at)
       values ($1, $2, $3, 'payment', $4, 'unmatched', $5, $6)`,
      [merchantId, shop.wechatId, key, attempt.outTradeNo, JSON.stringify(detail), db.clock.now()],
    )
  const plain = (attempt: AttemptRow) => ({
    ...paymentOf(attempt),
    totalFen: { $fen: attempt.amountFen.toString() },
  })
  await insert(attempts[1]!, plain(attempts[1]!), 'a good one')
  db.clock.advance(1000)
  await insert(attempts[0]!, { outTradeNo: attempts[0]!.outTradeNo }, 'a bad one')
  await expect(matchNotices(parts, merchantId)).rejects.toThrow('could not be settled')
  expect(await shop.order(orders[1]!)).toMatchObject({ state: 'fulfilled' })
})

test('an address that is no text is refused like any other stranger’s', async () => {
  for (const provider of ['wechat-pay', 'alipay'])
    for (const id of ['%00', 'x%00y', '%F0%9F%92%A9', '%ED%A0%80', 'x'.repeat(90)]) {
      const answer = await stage.app.inject({
        method: 'POST',
        url: `/notify/${provider}/${id}`,
        payload: 'x',
      })
      expect([400, 401, 404]).toContain(answer.statusCode)
    }
})
