import { expect, test } from 'vitest'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import { channel } from '../../src/modules/chart/index.ts'
import type { ChannelPayment, PaymentMethod } from '../../src/modules/payment/index.ts'
import { testDatabase } from '../database.ts'
import { apps, payShop, payStage } from '../pay-stage.ts'
import type { AttemptRow, Shop } from '../pay-stage.ts'
import { look } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage

async function start(shop: Shop, method: PaymentMethod = 'wechat-native', orderId?: string) {
  const id = orderId ?? (await shop.newOrder())
  await startPayment(parts, {
    ...shop.by(),
    orderId: id,
    method,
    personId: shop.personId,
    payerIp: '127.0.0.1',
  })
  const attempt = (await shop.attempts(id)).find((one) => one.method === method)!
  return { ...attempt, orderId: id }
}

function told(shop: Shop, attempt: AttemptRow, change: Partial<ChannelPayment> = {}, noticeKey = attempt.id) {
  const payment: ChannelPayment = {
    outTradeNo: attempt.outTradeNo,
    transactionNo: `4200${attempt.id}`,
    merchantNumber: stage.wechat.mchid,
    appId: attempt.method === 'wechat-mini-program' ? apps.mini : apps.official,
    totalFen: attempt.amountFen,
    currency: 'CNY',
    paidAt: db.clock.now().toISOString(),
    ...change,
  }
  return { merchantId: shop.merchantId, channelAccountId: shop.wechatId, payment, noticeKey }
}

const together = (news: ReturnType<typeof told>[]) =>
  Promise.all(news.map((one) => settlePayment(parts, one)))

test.each(['operator', 'own'] as const)(
  'a batch of notices settles each by itself, whatever its neighbours are (%s number)',
  async (custody) => {
    const shop = await payShop(stage, db, { custody })
    const [a, b, c, d] = [await start(shop), await start(shop), await start(shop), await start(shop)]
    const mini = await start(shop, 'wechat-mini-program')
    const second = await start(shop, 'wechat-mini-program', a.orderId)
    const outcomes = await together([
      told(shop, a),
      told(shop, b, { totalFen: 1n }),
      told(shop, a),
      told(shop, a, {}, 'told again'),
      told(shop, c),
      told(shop, { ...d, outTradeNo: `${d.outTradeNo.slice(0, 31)}_` }),
      told(shop, d, { transactionNo: `4200${c.id}` }, 'of another'),
      told(shop, mini),
      told(shop, second),
    ])
    expect(outcomes).toEqual([
      'settled',
      'mismatched',
      'repeated',
      'repeated',
      'settled',
      'unmatched',
      'mismatched',
      'settled',
      'settled',
    ])
    const states = await Promise.all(
      [a, b, c, d, mini].map(async (one) => (await shop.order(one.orderId)).state),
    )
    expect(states).toEqual(['fulfilled', 'pending', 'fulfilled', 'pending', 'fulfilled'])
    expect(await shop.refunds(a.orderId)).toMatchObject([{ cause: 'second-success', amountFen: 100_00n }])
    expect(await shop.balance(channel(shop.wechatId))).toBe(400_00n)
    const batches = await look(db, 'select distinct xmin::text from deal where merchant_id = $1', [
      shop.merchantId,
    ])
    expect(batches).toHaveLength(1)
    const events = await look(
      db,
      `select from_state, to_state from order_event where order_id = $1 order by id`,
      [c.orderId],
    )
    expect(events).toEqual([
      { from_state: null, to_state: 'pending' },
      { from_state: 'pending', to_state: 'paid' },
      { from_state: 'paid', to_state: 'fulfilled' },
    ])
    await shop.booksHold()
  },
)

test('a batch told twice at once settles once', async () => {
  const shop = await payShop(stage, db)
  const attempts = [await start(shop), await start(shop), await start(shop)]
  const news = attempts.map((attempt) => told(shop, attempt))
  const other = { ...parts }
  const outcomes = await Promise.all([
    together(news),
    Promise.all(news.toReversed().map((one) => settlePayment(other, one))),
  ])
  expect(outcomes.flat().toSorted()).toEqual([...Array(3).fill('repeated'), ...Array(3).fill('settled')])
  expect(await shop.balance(channel(shop.wechatId))).toBe(300_00n)
  await shop.booksHold()
})
