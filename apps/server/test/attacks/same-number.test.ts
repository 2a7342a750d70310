import { expect, test } from 'vitest'
import { openAttempt } from '../../src/flows/payments/open-attempt.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import { testDatabase } from '../database.ts'
import { appId, sellerId, stockShelf } from '../model/shelf.ts'
import { world } from '../world.ts'

const db = await testDatabase()

test('an account that has the same number and app as another settles nothing of the other', async () => {
  const w = await world(db)
  const shelf = await stockShelf(w, 'operator')
  const { accountId: twinId } = await stockShelf(w, 'operator')
  const orderId = await w.place({ lines: [{ kind: 'goods', productId: shelf.goodsId, quantity: 1 }] })
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
  const other = [shelf.accountId, twinId].find((id) => id !== attempt.channelAccountId)!
  const told = { merchantId: w.merchantId, payment }
  expect(await settlePayment(w, { ...told, channelAccountId: other, noticeKey: 'a' })).toBe('mismatched')
  const own = { ...told, channelAccountId: attempt.channelAccountId }
  expect(await settlePayment(w, { ...own, noticeKey: 'b' })).toBe('settled')
  await w.booksHold()
})
