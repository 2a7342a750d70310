import { beforeEach, expect, test } from 'vitest'
import { refundBatchRoutes } from '@sesame/contract/refund-batches'
import { refundRoutes } from '@sesame/contract/refunds'
import { giveUpStuckRefund, payStuckRefund, retryStuckRefund } from '../../src/exchanges/stuck-refund.ts'
import { turnRefund } from '../../src/exchanges/turn-refund.ts'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import { recordRefund } from '../../src/flows/payments/record-refund.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { addImage } from '../../src/modules/image/index.ts'
import * as chart from '../../src/modules/chart/index.ts'
import { testDatabase } from '../database.ts'
import { call, knock } from '../http.ts'
import { payShop, payStage } from '../pay-stage.ts'
import type { Shop } from '../pay-stage.ts'
import { staffSession } from '../sessions.ts'
import { look, newKey } from '../world.ts'

const db = await testDatabase()
const stage = await payStage(db)
const { parts } = stage

beforeEach(() => stage.clearFaults())

async function pay(shop: Shop, orderId: string): Promise<string> {
  const method = 'wechat-mini-program'
  await startPayment(parts, { ...shop.by(), orderId, method, personId: shop.personId })
  const [attempt] = await shop.attempts(orderId)
  await stage.payFor(attempt!)
  const states = ['fulfilled', 'completed']
  await shop.until('it is paid', async () => states.includes((await shop.order(orderId)).state))
  return orderId
}

const ask = (shop: Shop, orderId: string) =>
  requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '用户要求' })
const refundIs = (shop: Shop, orderId: string, state: string) => async () =>
  (await shop.refunds(orderId)).at(-1)?.state === state
const proofOf = (shop: Shop) =>
  shop
    .within((tx) => addImage(tx, { storageName: 'x.webp', width: 1, height: 1, bytes: 1 }))
    .then(({ id }) => id)

async function stuck(shop: Shop, fault: 'refund-closed' | 'refund-abnormal') {
  const orderId = await pay(shop, await shop.newOrder())
  await stage.fault(fault, { on: 'refund' })
  const { refundId } = await ask(shop, orderId)
  const state = fault === 'refund-closed' ? 'closed' : 'abnormal'
  await shop.until(`it is ${state}`, refundIs(shop, orderId, state), { jobs: true })
  const [line] = await shop.lines(orderId)
  const of = () => ({ ...shop.by(), refundId })
  return { orderId, refundId, of, cardId: line!.cardId! }
}

test('closed by the channel: sent under a new number; late news of the old one changes nothing', async () => {
  const shop = await payShop(stage, db)
  const { orderId, refundId, of } = await stuck(shop, 'refund-closed')
  const [before] = await shop.refunds(orderId)
  const twins = await Promise.allSettled([1, 2, 3].map(() => retryStuckRefund(parts, of())))
  expect(twins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await shop.until('it is refunded', refundIs(shop, orderId, 'succeeded'), { jobs: true })
  const [after] = await shop.refunds(orderId)
  expect(after!.outRefundNo).not.toBe(before!.outRefundNo)
  const kept = await look(db, 'select out_refund_no as no from refund_number where refund_id = $1', [
    refundId,
  ])
  expect(kept).toEqual([{ no: before!.outRefundNo }])

  const late = { merchantId: shop.merchantId, outRefundNo: before!.outRefundNo }
  const answer = { state: 'CLOSED' as const, refundFen: 100_00n }
  expect(await recordRefund(db, { ...late, answer })).toBe('repeated')
  expect(await recordRefund(db, { ...late, answer: { ...answer, state: 'SUCCESS' } })).toBe('mismatched')
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 100_00n })
  await shop.booksHold()
})

test('given up once the channel has closed it: the card and its money are as before, and told once', async () => {
  const shop = await payShop(stage, db)
  const { orderId, refundId, of, cardId } = await stuck(shop, 'refund-closed')
  expect((await shop.card(cardId)).state).toBe('returning')
  await giveUpStuckRefund(parts, { ...of(), reason: '用户不退了' })
  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', refundedFen: 0n })
  expect((await shop.card(cardId)).state).toBe('active')
  expect(await shop.balance(chart.cardPrincipal(cardId, 'value'))).toBe(100_00n)
  expect(await shop.balance(chart.refundReserve(refundId))).toBe(0n)
  const opened = `select 1 from card_event where card_id = $1 and kind = 'opened'`
  expect(await look(db, opened, [cardId])).toHaveLength(1)
  await shop.booksHold()

  // The channel says that it gave it back after all: somebody has to look, and the books stay.
  const [refund] = await shop.refunds(orderId)
  const answer = { state: 'SUCCESS' as const, refundFen: 100_00n }
  const late = { merchantId: shop.merchantId, outRefundNo: refund!.outRefundNo, answer }
  expect(await recordRefund(db, late)).toBe('mismatched')
  // Used, and refunded in part; the whole can be asked for again where nothing is used.
  await shop.use(cardId, { kind: 'value', amountFen: 40_00 })
  const [line] = await shop.lines(orderId)
  const lines = [{ lineId: line!.id, valueFen: 60_00n }]
  await requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '退剩余', lines })
  await shop.until('the rest is refunded', refundIs(shop, orderId, 'succeeded'), { jobs: true })
  expect(await shop.order(orderId)).toMatchObject({ state: 'fulfilled', refundedFen: 60_00n })
  await shop.booksHold()
})

test('abnormal at the channel is not given up, but paid by hand with proof, once', async () => {
  const shop = await payShop(stage, db)
  const { orderId, refundId, of } = await stuck(shop, 'refund-abnormal')
  await expect(giveUpStuckRefund(parts, { ...of(), reason: 'x' })).rejects.toThrow('refund.not_closed')
  const imageId = await proofOf(shop)
  const proof = { staffId: shop.staffId, by: 'transfer' as const, note: '银行转账', imageIds: [imageId] }
  const before = await shop.snapshot()
  await expect(payStuckRefund(parts, { ...of(), ...proof, imageIds: [db.newId()] })).rejects.toThrow(
    'image.not_found',
  )
  await expect(payStuckRefund(parts, { ...of(), ...proof, by: 'cash' })).rejects.toThrow('refund.cash_short')
  expect(await shop.snapshot()).toEqual(before)

  const paid = await Promise.allSettled([1, 2, 3].map(() => payStuckRefund(parts, { ...of(), ...proof })))
  expect(paid.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 100_00n })
  expect(await shop.balance(chart.refundReserve(refundId))).toBe(0n)
  // The channel holds it still, and it is the merchant's now.
  expect(await shop.balance(chart.channel(shop.wechatId))).toBe(100_00n)
  expect(await shop.balance(chart.merchantAvailable())).toBe(100_00n)

  const [refund] = await shop.refunds(orderId)
  const answer = { state: 'SUCCESS' as const, refundFen: 100_00n }
  const twice = { merchantId: shop.merchantId, outRefundNo: refund!.outRefundNo, answer }
  expect(await recordRefund(db, twice)).toBe('mismatched')
  await shop.booksHold()
})

test('abnormal: paid to a bank card of the customer, whose number is kept nowhere', async () => {
  const shop = await payShop(stage, db)
  const { orderId, of } = await stuck(shop, 'refund-abnormal')
  const account = '6222020200112230'
  const card = { kind: 'bank-card' as const, bankType: 'ICBC_DEBIT', account, holder: '王小明' }
  const asked = of()
  await turnRefund(parts, { ...asked, to: card })
  await turnRefund(parts, { ...asked, to: card })
  await shop.until('it is refunded', refundIs(shop, orderId, 'succeeded'), { jobs: true })
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunded' })
  expect(await shop.balance(chart.channel(shop.wechatId))).toBe(0n)
  for (const table of ['audit_event', 'refund_event', 'refund', 'idempotency_key', 'notice']) {
    const rows = await look(db, `select 1 from ${table} t where t::text like $1`, [`%${account}%`])
    expect(rows, table).toEqual([])
  }
  await expect(turnRefund(parts, { ...of(), to: card })).rejects.toThrow('refund.not_stuck')
  await shop.booksHold()
})

test.each(['operator', 'own'] as const)(
  'abnormal, %s number: paid to the merchant, who pays the customer and shows it',
  async (custody) => {
    const shop = await payShop(stage, db, { custody })
    const { orderId, refundId, of } = await stuck(shop, 'refund-abnormal')
    await turnRefund(parts, { ...of(), to: { kind: 'merchant' } })
    await shop.until('it is with the merchant', refundIs(shop, orderId, 'abnormal'), { jobs: true })
    expect(await shop.balance(chart.channel(shop.wechatId))).toBe(0n)
    expect(await shop.balance(chart.refundReserve(refundId))).toBe(100_00n)
    await expect(retryStuckRefund(parts, of())).rejects.toThrow('refund.paid_to_merchant')
    const proof = {
      staffId: shop.staffId,
      by: 'transfer' as const,
      note: '转账',
      imageIds: [await proofOf(shop)],
    }
    await payStuckRefund(parts, { ...of(), ...proof })
    expect(await shop.order(orderId)).toMatchObject({ state: 'refunded', refundedFen: 100_00n })
    expect(await shop.balance(custody === 'own' ? chart.merchantOwnHands() : chart.bank())).toBe(
      custody === 'own' ? 0n : 100_00n,
    )
    expect(await shop.balance(chart.merchantAvailable())).toBe(custody === 'own' ? 0n : 100_00n)
    await shop.booksHold()
  },
)

test('several parts of one payment go to the channel a minute apart, and all arrive', async () => {
  const shop = await payShop(stage, db)
  const cap = await shop.single(10_00, { sells: 'goods', stock: 9 })
  const placed = await shop.place({
    source: 'customer-app',
    customerId: shop.customerId,
    sellerId: null,
    lines: [{ kind: 'goods', productId: cap, quantity: 3 }],
  })
  const orderId = await pay(shop, placed)
  const [line] = await shop.lines(orderId)
  const one = () => {
    const lines = [{ lineId: line!.id, quantity: 1 }]
    return requestRefund(db, { ...shop.by(), staffId: shop.staffId, orderId, reason: '退一件', lines })
  }
  await Promise.all([one(), one(), one()])
  await expect(one()).rejects.toThrow('refund.too_much')
  const sent = await look<{ at: Date }>(
    db,
    'select send_after as at from refund where order_id = $1 order by send_after',
    [orderId],
  )
  for (const place of [1, 2])
    expect(sent[place]!.at.getTime() - sent[place - 1]!.at.getTime()).toBeGreaterThanOrEqual(60_000)
  await shop.until('one is back', async () => (await shop.order(orderId)).refundedFen === 10_00n, {
    jobs: true,
  })
  expect(await shop.order(orderId)).toMatchObject({ state: 'refunding' })
  for (let minutes = 0; minutes < 3; minutes++) {
    db.clock.advance(62_000)
    await stage.runJobs()
  }
  await shop.until('all are back', refundIs(shop, orderId, 'succeeded'), { jobs: true })
  await shop.until('it is refunded', async () => (await shop.order(orderId)).state === 'refunded', {
    jobs: true,
  })
  await shop.booksHold()
})

test('a batch: previewed, confirmed once, one abnormal and one refused stop nobody', async () => {
  const shop = await payShop(stage, db)
  const { token } = await staffSession(db, shop.merchantId)
  const orders: string[] = []
  for (let made = 0; made < 4; made++) orders.push(await pay(shop, await shop.newOrder()))
  const [usedLine] = await shop.lines(orders[3]!)
  await shop.use(usedLine!.cardId!, { kind: 'value', amountFen: 1_00 })
  const cash = await shop.newOrder()
  await shop.payCash(cash)
  const numbers = await Promise.all([...orders, cash].map(async (id) => (await shop.order(id)).number))
  const before = await shop.snapshot()
  const body = { reason: '课程取消', orderNumbers: [...numbers, numbers[0]!, '000'] }
  const draft = await call(stage.app, refundBatchRoutes.draftRefundBatch, { token, body })
  expect(draft.items.map(({ refused }) => refused)).toEqual([
    null,
    null,
    null,
    'card.used',
    'refund.batch_cash',
    'refund.batch_twice',
    'order.not_found',
  ])
  expect(draft).toMatchObject({ state: 'draft', rows: 7, waiting: 3, refused: 4, amountFen: 300_00 })
  const changed = Object.entries(await shop.snapshot()).filter(([table, text]) => before[table] !== text)
  expect(changed.map(([table]) => table)).toEqual(['idempotency_key', 'refund_batch', 'refund_batch_row'])

  // Used between the look and the confirmation.
  const [line] = await shop.lines(orders[2]!)
  await shop.use(line!.cardId!, { kind: 'value', amountFen: 1_00 })
  await stage.fault('refund-abnormal', { on: 'refund' })
  const params = { batchId: draft.id }
  const twins = await Promise.all(
    [1, 2, 3].map(() => knock(stage.app, refundBatchRoutes.confirmRefundBatch, { token, params })),
  )
  expect(twins.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(twins.filter(({ status }) => status === 409)).toHaveLength(2)
  const view = () => call(stage.app, refundBatchRoutes.getRefundBatch, { token, params })
  await shop.until('it is done', async () => (await view()).succeeded === 1 && (await view()).stuck === 1, {
    jobs: true,
  })
  const done = await view()
  expect(done).toMatchObject({ state: 'done', refused: 5, waiting: 0, succeeded: 1, stuck: 1 })
  expect(done.items[2]).toMatchObject({ refused: 'card.used', refundId: null })
  const { items } = await call(stage.app, refundRoutes.listRefunds, { token, query: { batchId: draft.id } })
  expect(items).toHaveLength(2)
  const abnormal = items.find(({ state }) => state === 'abnormal')!
  const detail = await call(stage.app, refundRoutes.getRefund, { token, params: { refundId: abnormal.id } })
  expect(detail.steps).toEqual(expect.arrayContaining(['retry', 'by-hand', 'give-up']))
  await shop.booksHold()
})

test('whoever may not see an order sees nothing of its refund, nor does another merchant', async () => {
  const shop = await payShop(stage, db)
  const { refundId } = await stuck(shop, 'refund-closed')
  const stranger = await payShop(stage, db)
  const outside = await staffSession(db, stranger.merchantId)
  const narrow = await staffSession(db, shop.merchantId, { scope: 'own' })
  for (const { token } of [outside, narrow]) {
    const params = { refundId }
    const body = { reason: 'x' }
    const heard = [
      await knock(stage.app, refundRoutes.getRefund, { token, params }),
      await knock(stage.app, refundRoutes.retryRefund, { token, params }),
      await knock(stage.app, refundRoutes.approveRefund, { token, params }),
      await knock(stage.app, refundRoutes.rejectRefund, { token, params, body }),
      await knock(stage.app, refundRoutes.giveUpRefund, { token, params, body }),
    ]
    expect(heard.map(({ status }) => status)).toEqual(Array(5).fill(404))
  }
  const key = newKey()
  const given = { merchantId: shop.merchantId, key, actor: shop.actor, refundId, reason: '不退了' }
  expect(await giveUpStuckRefund(parts, given)).toEqual(await giveUpStuckRefund(parts, given))
})
