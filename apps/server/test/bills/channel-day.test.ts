import { expect, test } from 'vitest'
import { pushRefund } from '../../src/exchanges/push-refund.ts'
import { resolveDay } from '../../src/exchanges/resolve-difference.ts'
import { makeStatement } from '../../src/flows/settlement/make-statement.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { handleDifference } from '../../src/flows/reconciliation/handle-difference.ts'
import { bank, channel, merchantAvailable } from '../../src/modules/chart/index.ts'
import type { PaymentMethod } from '../../src/modules/payment/index.ts'
import { testDatabase } from '../database.ts'
import { payStage } from '../pay-stage.ts'
import { look, newKey } from '../world.ts'
import { billShop } from './bill-stage.ts'
import type { BillStage, Provider } from './bill-stage.ts'
import { buyMany } from './many-orders.ts'
import type { Bought } from './many-orders.ts'

const db = await testDatabase()
const stage = await payStage(db)

const orders = 5000
const methods: PaymentMethod[] = [
  'wechat-mini-program',
  'wechat-jsapi',
  'wechat-h5',
  'wechat-native',
  'wechat-barcode',
  'alipay-wap',
  'alipay-page',
  'alipay-jsapi',
  'alipay-barcode',
  'alipay-precreate',
]
const refunded = 40

test('a day of five thousand orders: exactly what was planted is found', { timeout: 300_000 }, async () => {
  const shop = await billShop(stage, db)
  await look(
    db,
    `insert into settlement_terms (merchant_id, period, fee_basis_points, review_above_fen, updated_at)
     values ($1, 'day', 0, 0, now())`,
    [shop.merchantId],
  )
  // Of some we never hear: their notices are lost.
  const isTold = (place: number) => place < orders - 20
  const bought = await buyMany(stage, db, shop, { count: orders, methods, isTold })
  const unheard = bought.filter((_, place) => !isTold(place))
  const rest = bought.filter((_, place) => isTold(place))
  const take = (provider: Provider, count: number): Bought[] => {
    const taken = rest.filter((one) => one.provider === provider).slice(0, count)
    for (const one of taken) rest.splice(rest.indexOf(one), 1)
    return taken
  }

  const given = [...take('wechat-pay', refunded / 2), ...take('alipay', refunded / 2)]
  await giveAllBack(shop, given)

  const planted = [
    ...unheard.map(({ outTradeNo }) => `state payment ${outTradeNo}`),
    ...(await plantAll(shop, take)),
  ]

  shop.morning()
  expect(await shop.reconcile('wechat-pay')).toBe('booked')
  expect(await shop.reconcile('alipay')).toBe('booked')
  const found = await shop.differences()
  expect(found.map(({ type, item, number }) => `${type} ${item} ${number}`).toSorted()).toEqual(
    planted.toSorted(),
  )
  const lines = (await shop.batches()).reduce((sum, batch) => sum + batch.lines, 0)
  expect(lines).toBe(orders + refunded + 6 - 2 * 10 + 2 * 5)

  // What can be set right by itself is, and a person does the rest.
  for (const provider of ['wechat-pay', 'alipay'] as const)
    await resolveDay(stage.parts, {
      merchantId: shop.merchantId,
      channelAccountId: shop.accountOf(provider),
      day: shop.day,
    })
  const after = await shop.differences()
  const left = (state: string) => after.filter((row) => row.state === state)
  expect(left('resolved')).toHaveLength(20 + 5 + 6)
  expect(left('carried')).toHaveLength(20)
  expect(left('open')).toHaveLength(10 + 10 + 5)
  for (const { id, type } of left('open')) {
    const action = type === 'duplicate' ? 'exclude' : 'accept'
    await handleDifference(db, { ...shop.by(newKey()), differenceId: id, action, note: '已核对' })
  }
  expect(await shop.dayRow('wechat-pay')).toMatchObject({ state: 'matched' })
  expect(await shop.dayRow('alipay')).toMatchObject({ state: 'matched' })

  // Only what is still looked for is left at the channels.
  const atChannels =
    (await shop.balance(channel(shop.wechatId))) + (await shop.balance(channel(shop.alipayId)))
  expect(atChannels).toBe(20n * 100_00n)
  expect(await shop.balance(bank())).toBeGreaterThan(0n)
  // As autovacuum does within a minute: the checks join thousands of rows.
  await db.owner.query('analyze')
  await shop.booksHold()
  await statementIsLedger(shop)
})

type Take = (provider: Provider, count: number) => Bought[]

/** Makes the bills say something else than what happened; answers what has to be found. */
async function plantAll(shop: BillStage, take: Take): Promise<string[]> {
  const planted: string[] = []
  for (const provider of ['wechat-pay', 'alipay'] as const) {
    const plant = async (change: string, type: string, count: number) => {
      for (const { outTradeNo } of take(provider, count)) {
        await shop.change(provider, change, { number: outTradeNo, item: 'payment' })
        planted.push(`${type} payment ${outTradeNo}`)
      }
    }
    await plant('drop', 'theirs-missing', 5)
    await plant('late', 'theirs-missing', 5)
    await plant('amount', 'amount', 5)
    await plant('duplicate', 'duplicate', 5)
    // Alipay's bill names neither a rate nor a state.
    if (provider === 'wechat-pay') await plant('fee', 'fee', 5)
    if (provider === 'wechat-pay') await plant('state', 'state', 5)
    for (const { outTradeNo } of take(provider, 3)) {
      const { refundNo } = await shop.inConsole<{ refundNo: string }>('refunds', provider, { outTradeNo })
      planted.push(`ours-missing refund ${refundNo}`)
    }
  }
  return planted
}

async function giveAllBack(shop: BillStage, given: readonly Bought[]): Promise<void> {
  for (const one of given) await giveBack(shop, one)
  await shop.until('all is given back', async () => {
    const [row] = await look<{ left: bigint }>(
      db,
      `select count(*) as left from refund where merchant_id = $1 and state <> 'succeeded'`,
      [shop.merchantId],
    )
    return row!.left === 0n
  })
}

async function giveBack(shop: BillStage, { orderId }: Bought): Promise<void> {
  const asked = { ...shop.by(newKey()), staffId: shop.staffId, orderId, reason: '用户要求' }
  const { refundId } = await requestRefund(db, asked)
  await pushRefund(stage.parts, { merchantId: shop.merchantId, refundId })
}

/** The statement of the day, which settlement makes from reconciled days only, closes as the ledger did. */
async function statementIsLedger(shop: BillStage): Promise<void> {
  expect(await makeStatement(db, { merchantId: shop.merchantId })).toBe('made')
  const [statement] = await look<{ closing: bigint; day: string }>(
    db,
    `select closing_fen as closing, last_day as day from settlement_statement where merchant_id = $1`,
    [shop.merchantId],
  )
  const [ledger] = await look<{ balance: bigint }>(
    db,
    `select coalesce(sum(case when c.code = $2 then t.amount else -t.amount end), 0)::bigint as balance
     from ledger_transfer t
     join ledger_account d on d.merchant_id = t.merchant_id and d.id = t.debit_account_id
     join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id
     where t.merchant_id = $1 and (d.code = $2 or c.code = $2)
       and t.created_at < ($3::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
    [shop.merchantId, merchantAvailable().code, statement!.day],
  )
  expect(statement!.closing).toBe(ledger!.balance)
}
