import { expect, test } from 'vitest'
import { openAttempt } from '../../src/flows/payments/open-attempt.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import { channel } from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { appId, sellerId, stockShelf } from '../model/shelf.ts'
import { look, newKey, world } from '../world.ts'

const db = await testDatabase()

test('two attempts of one order that succeed at once: one pays, the other is sent back', async () => {
  const w = await world(db)
  const { accountId, offers } = await stockShelf(w, 'operator')
  const customerId = await w.customer()
  for (let round = 1; round <= 10; round++) {
    const line = { kind: 'card-open' as const, productId: offers[0]!.bundleId, quantity: 1 }
    const orderId = await w.place({ customerId, lines: [line] })
    const payments = []
    for (const method of ['alipay-page', 'alipay-wap'] as const) {
      const asked = { ...w.by(), orderId, method, returnUrl: 'https://example.com/' }
      const { attempt } = await openAttempt(w, asked)
      payments.push({
        outTradeNo: attempt.outTradeNo,
        transactionNo: `4200${attempt.id}`,
        merchantNumber: sellerId,
        appId,
        totalFen: attempt.amountFen,
        currency: 'CNY',
        paidAt: db.clock.now().toISOString(),
      })
    }
    const { merchantId } = w
    // Two tools, as of two processes, so that nothing gathers them into one batch.
    const told = payments.map((payment) =>
      settlePayment(
        { ...w.tools },
        { merchantId, channelAccountId: accountId, payment, noticeKey: newKey() },
      ),
    )
    expect(await Promise.all(told)).toEqual(['settled', 'settled'])
    const cards = await look(db, 'select 1 from card where opened_order_id = $1', [orderId])
    const refunds = await look(db, 'select cause from refund where order_id = $1', [orderId])
    expect({ cards: cards.length, refunds }).toEqual({ cards: 1, refunds: [{ cause: 'second-success' }] })
    expect(await w.balance(channel(accountId))).toBe(BigInt(offers[0]!.priceFen * 2 * round))
  }
  await w.booksHold()
})
