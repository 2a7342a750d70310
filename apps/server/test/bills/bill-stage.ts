import type { BillDifferenceType } from '@sesame/contract/states'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { reconcileDay } from '../../src/exchanges/reconcile-day.ts'
import { businessDay } from '../../src/kernel/clock.ts'
import type { PaymentMethod } from '../../src/modules/payment/index.ts'
import type { TestDatabase } from '../database.ts'
import { payShop } from '../pay-stage.ts'
import type { PayShopOptions, PayStage, Shop } from '../pay-stage.ts'
import { look } from '../world.ts'

export type BillStage = Awaited<ReturnType<typeof billShop>>
export type Provider = 'wechat-pay' | 'alipay'

const dayMilliseconds = 86_400_000

/** A shop alone on its day: the clock goes to ten in the morning of the day after the last one used. */
export async function billShop(
  stage: PayStage,
  db: TestDatabase,
  { sameDay = false, ...options }: PayShopOptions & { sameDay?: boolean } = {},
) {
  if (!sameDay) nextDay(db, 2)
  const shop = await payShop(stage, db, options)
  const day = businessDay(db.clock.now())
  const accountOf = (provider: Provider) => (provider === 'alipay' ? shop.alipayId : shop.wechatId)
  const merchantOf = (provider: Provider) => (provider === 'alipay' ? stage.alipay.appId : stage.wechat.mchid)
  return {
    ...shop,
    day,
    accountOf,
    merchantOf,
    paid: (method: PaymentMethod = 'wechat-mini-program', lines?: Lines) =>
      paidOrder(stage, shop, { method, lines }),
    change: (provider: Provider, change: string, more: object = {}) =>
      stage.control<{ number: string }>('POST', '/api/bills/changes', {
        provider,
        merchant: merchantOf(provider),
        day,
        change,
        ...more,
      }),
    inConsole: <T>(what: 'refunds' | 'payments', provider: Provider, more: object = {}) =>
      stage.control<T>('POST', `/api/bills/console-${what}`, {
        provider,
        merchant: merchantOf(provider),
        ...more,
      }),
    /** The next morning, when the bill is there. */
    morning: () => nextDay(db, 1),
    reconcile: (provider: Provider = 'wechat-pay', of = day) =>
      reconcileDay(stage.parts, {
        merchantId: shop.merchantId,
        channelAccountId: accountOf(provider),
        day: of,
        askedBy: 'system',
      }),
    dayRow: async (provider: Provider = 'wechat-pay', of = day) =>
      (
        await look<{ state: string; reason: string | null; batchId: string | null }>(
          db,
          `select state, reason, batch_id as "batchId" from bill_day
           where merchant_id = $1 and channel_account_id = $2 and day = $3`,
          [shop.merchantId, accountOf(provider), of],
        )
      )[0],
    batches: () =>
      look<{ number: number; matched: number; lines: number; day: string; fileName: string | null }>(
        db,
        `select number, matched, lines, day, file_name as "fileName" from bill_batch
         where merchant_id = $1 order by created_at, number`,
        [shop.merchantId],
      ),
    differences: () =>
      look<DifferenceRow>(
        db,
        `select id, day, type, item, number, state, suggestion, action, booked, ours_fen as "oursFen",
           theirs_fen as "theirsFen", fee_fen as "feeFen", found_day as "foundDay", refund_id as "refundId"
         from bill_difference where merchant_id = $1 order by day, type, number, occurrence`,
        [shop.merchantId],
      ),
  }
}

export type DifferenceRow = {
  id: string
  day: string
  type: BillDifferenceType
  item: 'payment' | 'refund'
  number: string
  state: string
  suggestion: string
  action: string | null
  booked: boolean
  oursFen: bigint | null
  theirsFen: bigint | null
  feeFen: bigint | null
  foundDay: string | null
  refundId: string | null
}

/** Ten past ten in the morning, so many days later. */
export function nextDay(db: TestDatabase, days: number): void {
  const day = businessDay(new Date(db.clock.now().getTime() + days * dayMilliseconds))
  db.clock.set(new Date(`${day}T10:10:00+08:00`))
}

type Lines = Parameters<Shop['place']>[0]['lines']

async function paidOrder(
  stage: PayStage,
  shop: Shop,
  { method, lines }: { method: PaymentMethod; lines: Lines | undefined },
) {
  const { customerId } = shop
  const orderId = lines
    ? await shop.place({ source: 'customer-app', customerId, sellerId: null, lines })
    : await shop.newOrder()
  await startPayment(stage.parts, { ...shop.by(), orderId, method, personId: shop.personId })
  const [attempt] = await shop.attempts(orderId)
  await stage.payFor(attempt!)
  await shop.until('it is paid', async () => (await shop.order(orderId)).paidFen > 0n)
  return { orderId, number: attempt!.outTradeNo }
}
