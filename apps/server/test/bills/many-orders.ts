import { startPayment } from '../../src/exchanges/start-payment.ts'
import { settlePayment } from '../../src/flows/payments/settle-payment.ts'
import { compactId, newId } from '../../src/kernel/ids.ts'
import type { PaymentMethod } from '../../src/modules/payment/index.ts'
import type { TestDatabase } from '../database.ts'
import { apps } from '../pay-stage.ts'
import type { PayStage } from '../pay-stage.ts'
import type { BillStage, Provider } from './bill-stage.ts'

export type Bought = {
  orderId: string
  attemptId: string
  outTradeNo: string
  method: PaymentMethod
  provider: Provider
  transactionNo: string
  at: string
}

const amountFen = 100_00
const chunk = 500

/**
 * Orders like the first, all but that written by SQL: what is tested is what comes after. The sandbox is told of every
 * payment, and we of all that `isTold` says, as its notices would.
 */
export async function buyMany(
  stage: PayStage,
  db: TestDatabase,
  shop: BillStage,
  {
    count,
    methods,
    isTold,
  }: { count: number; methods: readonly PaymentMethod[]; isTold(place: number): boolean },
): Promise<Bought[]> {
  const template = await firstOrder(stage, shop)
  const code = template.outTradeNo.slice(0, 6)
  const start = db.clock.now().getTime()
  const bought = Array.from({ length: count }, (_, place): Bought => {
    const attemptId = newId(new Date(start + place))
    const method = methods[place % methods.length]!
    return {
      orderId: newId(new Date(start + place)),
      attemptId,
      outTradeNo: code + compactId(attemptId),
      method,
      provider: method.startsWith('alipay') ? 'alipay' : 'wechat-pay',
      transactionNo: `42000${String(start).slice(-13)}${String(place).padStart(10, '0')}`,
      at: new Date(start + place * 1000).toISOString(),
    }
  })
  await copyOrders(db, template, bought)
  for (const provider of ['wechat-pay', 'alipay'] as const) {
    const own = bought.filter((one) => one.provider === provider)
    for (let first = 0; first < own.length; first += chunk) {
      const trades = own.slice(first, first + chunk).map((one) => ({
        outTradeNo: one.outTradeNo,
        amountFen,
        transactionNo: one.transactionNo,
        at: one.at,
        appId: appOf(one),
      }))
      await stage.control('POST', '/api/bills/trades', {
        provider,
        merchant: shop.merchantOf(provider),
        trades,
      })
    }
  }
  const told = bought.filter((_, place) => isTold(place))
  for (let first = 0; first < told.length; first += chunk)
    await Promise.all(told.slice(first, first + chunk).map((one) => settle(stage, shop, one)))
  return bought
}

/** The one that went the whole way but was never paid. */
async function firstOrder(stage: PayStage, shop: BillStage) {
  const orderId = await shop.newOrder()
  await startPayment(stage.parts, { ...shop.by(), orderId, method: 'wechat-native', personId: shop.personId })
  const [attempt] = await shop.attempts(orderId)
  return { orderId, attemptId: attempt!.id, outTradeNo: attempt!.outTradeNo, shop }
}

async function copyOrders(
  db: TestDatabase,
  { orderId, attemptId, shop }: { orderId: string; attemptId: string; shop: BillStage },
  bought: readonly Bought[],
): Promise<void> {
  const column = (of: (one: Bought) => string) => bought.map(of)
  const orders = column((one) => one.orderId)
  await db.owner.query(
    `insert into sale_order select c.* from sale_order o
     cross join unnest($2::uuid[]) with ordinality w (id, place)
     cross join lateral jsonb_populate_record(o, jsonb_build_object('id', w.id, 'number', 'M' || w.place)) c
     where o.id = $1`,
    [orderId, orders],
  )
  await db.owner.query(
    `insert into order_line select c.* from order_line o
     cross join unnest($2::uuid[]) w (id)
     cross join lateral jsonb_populate_record(o,
       jsonb_build_object('id', gen_random_uuid(), 'order_id', w.id)) c
     where o.order_id = $1`,
    [orderId, orders],
  )
  await db.owner.query(
    `insert into payment_attempt select c.* from payment_attempt a
     cross join unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[])
       w (id, order_id, number, method, account, app)
     cross join lateral jsonb_populate_record(a, jsonb_build_object('id', w.id, 'order_id', w.order_id,
       'out_trade_no', w.number, 'method', w.method, 'channel_account_id', w.account, 'app_id', w.app,
       'state', 'paying', 'credential_sealed', null)) c
     where a.id = $1`,
    [
      attemptId,
      column((one) => one.attemptId),
      orders,
      column((one) => one.outTradeNo),
      column((one) => one.method),
      column((one) => shop.accountOf(one.provider)),
      column(appOf),
    ],
  )
}

function appOf({ provider, method }: Bought): string {
  if (provider === 'alipay') return apps.alipay
  return method === 'wechat-mini-program' ? apps.mini : apps.official
}

async function settle(stage: PayStage, shop: BillStage, one: Bought): Promise<void> {
  const { outTradeNo, transactionNo, at: paidAt, provider } = one
  const merchantNumber = provider === 'alipay' ? stage.alipay.sellerId : stage.wechat.mchid
  const payment = {
    outTradeNo,
    transactionNo,
    merchantNumber,
    appId: appOf(one),
    totalFen: BigInt(amountFen),
    currency: 'CNY',
    paidAt,
  }
  const { merchantId } = shop
  const channelAccountId = shop.accountOf(provider)
  const asked = { merchantId, channelAccountId, payment, noticeKey: outTradeNo }
  const outcome = await settlePayment(stage.parts, asked)
  if (outcome !== 'settled') throw new Error(`${outTradeNo} was ${outcome}`)
}
