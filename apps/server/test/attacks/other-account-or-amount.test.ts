import { expect, test } from 'vitest'
import { openAttempt } from '../../src/flows/payments/open-attempt.ts'
import { recordRefund } from '../../src/flows/payments/record-refund.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { appId, sellerId, stockShelf } from '../model/shelf.ts'
import { look, world } from '../world.ts'
import type { World } from '../world.ts'

const db = await testDatabase()

async function opened(w: World, productId: string) {
  const orderId = await w.place({ lines: [{ kind: 'goods', productId: productId, quantity: 1 }] })
  const pay = { ...w.by(), orderId, method: 'alipay-page' as const, returnUrl: 'https://example.com/' }
  const { attempt } = await openAttempt(w, pay)
  const payment = {
    outTradeNo: attempt.outTradeNo,
    transactionNo: '4200',
    merchantNumber: sellerId,
    appId,
    totalFen: attempt.amountFen,
    currency: 'CNY',
    paidAt: db.clock.now().toISOString(),
  }
  return { orderId, attempt, payment }
}

test('an account that has the same number and app as another settles nothing of the other', async () => {
  const w = await world(db)
  const shelf = await stockShelf(w, 'operator')
  const { accountId: twinId } = await stockShelf(w, 'operator')
  const { attempt, payment } = await opened(w, shelf.goodsId)
  const other = [shelf.accountId, twinId].find((id) => id !== attempt.channelAccountId)!
  const told = { merchantId: w.merchantId, payment }
  expect(await settlePayment(w, { ...told, channelAccountId: other, noticeKey: 'a' })).toBe('mismatched')
  const own = { ...told, channelAccountId: attempt.channelAccountId }
  expect(await settlePayment(w, { ...own, noticeKey: 'b' })).toBe('settled')
  await w.booksHold()
})

test('a refund of another amount is not booked', async () => {
  const w = await world(db)
  const { accountId: channelAccountId, goodsId } = await stockShelf(w, 'operator')
  const { orderId, attempt, payment } = await opened(w, goodsId)
  const { merchantId } = w
  await settlePayment(w, { merchantId, channelAccountId, payment, noticeKey: 'paid' })
  await requestRefund(db, { ...w.by(), staffId: w.staffId, orderId, reason: '不要了' })
  const [refund] = await look<{ number: string }>(
    db,
    'select out_refund_no as number from refund where order_id = $1',
    [orderId],
  )
  const answer = { state: 'SUCCESS' as const, refundFen: attempt.amountFen + 1n }
  const told = { merchantId, outRefundNo: refund!.number, answer }
  expect(await recordRefund(db, { ...told, notice: { channelAccountId, noticeKey: 'back' } })).toBe(
    'mismatched',
  )
  expect(await w.balance(channel(channelAccountId))).toBe(attempt.amountFen)
  await w.booksHold()
})
