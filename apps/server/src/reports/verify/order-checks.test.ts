import { randomBytes } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../../test/database.ts'
import { inMerchant, inReport } from '../../kernel/db.ts'
import { postAll } from '../../ledger/index.ts'
import type { Transfer } from '../../ledger/index.ts'
import { channel, merchantAvailable, orderUnapplied } from '../../modules/chart/index.ts'
import { orderChecks } from './order-checks.ts'
import { verifyBooks } from './verify-books.ts'

const db = await testDatabase()
let merchant: string
let order: string
let attempt: string
let account: string

beforeEach(async () => {
  merchant = await newMerchant(db)
  ;[order, attempt, account] = [db.newId(), db.newId(), db.newId()]
  await insert('sale_order', {
    id: order,
    number: '1',
    source: 'counter',
    state: 'completed',
    title: 'x',
    total_fen: 100,
    paid_fen: 100,
    tender: 'wechat-pay',
    created_at: db.clock.now(),
  })
  await insert('channel_account', {
    id: account,
    provider: 'wechat-pay',
    name: 'x',
    custody: 'own',
    merchant_number: '1',
    keys_sealed: randomBytes(1),
    key_fingerprints: {},
    created_at: db.clock.now(),
    updated_at: db.clock.now(),
  })
  await insert('payment_attempt', {
    id: attempt,
    order_id: order,
    channel_account_id: account,
    method: 'wechat-jsapi',
    app_id: 'x',
    out_trade_no: attempt.replaceAll('-', ''),
    amount_fen: 100,
    state: 'succeeded',
    request_hash: 'x',
    expires_at: db.clock.now(),
    created_at: db.clock.now(),
  })
})

const insert = (table: string, row: Record<string, unknown>) => {
  const columns = { merchant_id: merchant, ...row }
  const places = Object.keys(columns).map((_, index) => `$${index + 1}`)
  const text = `insert into ${table} (${Object.keys(columns).join(', ')}) values (${places.join(', ')})`
  return db.owner.query(text, Object.values(columns))
}
const refund = (amount: number, more: Record<string, unknown> = {}) => {
  const id = db.newId()
  const numbers = { id, order_id: order, attempt_id: attempt, out_refund_no: id.replaceAll('-', '') }
  const reason = { cause: 'requested', reason: 'x', state: 'processing', requested_by: 'x' }
  return insert('refund', { ...numbers, ...reason, amount_fen: amount, created_at: db.clock.now(), ...more })
}
const same = () => ({ kind: 'x', subjectKind: 'order', subjectId: order })
const paid = (amount: bigint): Transfer => ({
  key: `attempt:${attempt}:in`,
  debit: channel(account),
  credit: orderUnapplied(order),
  amount,
  ...same(),
})
const applied = (amount: bigint): Transfer => ({
  key: 'applied',
  debit: orderUnapplied(order),
  credit: merchantAvailable(),
  amount,
  ...same(),
})
const book = (...transfers: Transfer[]) => inMerchant(db, merchant, (tx) => postAll(tx, transfers))
const own = new Set(orderChecks.map(({ name }) => name))
const found = async () => {
  const { violations } = await inReport(db, (read) => verifyBooks(read, merchant))
  return [...new Set(violations.map(({ check }) => check))].filter((check) => own.has(check))
}

test('an order that was paid, applied and refunded once is right', async () => {
  await book(paid(100n), applied(100n))
  await refund(100)
  expect(await found()).toEqual([])
})

test('a payment that was not booked, or with another amount, is found', async () => {
  expect(await found()).toEqual(['a successful payment is booked with its amount'])
  await book(paid(99n), applied(99n))
  expect(await found()).toEqual(['a successful payment is booked with its amount'])
})

test('a booked payment that never succeeded is found', async () => {
  await book(paid(100n), applied(100n))
  await db.owner.query(`update payment_attempt set state = 'closed' where id = $1`, [attempt])
  expect(await found()).toEqual(['an unsuccessful payment is not booked'])
})

test('money left on a settled order is found, unless its refund waits for a person', async () => {
  await book(paid(100n), applied(60n))
  expect(await found()).toEqual(['the money of a settled order is applied in full'])
  await refund(40, { state: 'abnormal' })
  expect(await found()).toEqual([])
})

test('refunds beyond what was paid are found; rejected ones do not count', async () => {
  await book(paid(100n), applied(100n))
  await refund(60)
  await refund(60, { state: 'rejected' })
  expect(await found()).toEqual([])
  await refund(41, { state: 'succeeded' })
  expect(await found()).toEqual([
    'refunds of an order are at most what was paid',
    'refunds of a channel transaction are at most its amount',
  ])
})

test('stock that is held or sold for no order is found', async () => {
  await book(paid(100n), applied(100n))
  const product = db.newId()
  await insert('product', {
    id: product,
    shape: 'single',
    sells: 'goods',
    name: 'x',
    price_fen: 1,
    state: 'listed',
    created_at: db.clock.now(),
    updated_at: db.clock.now(),
  })
  await insert('stock', { product_id: product, supplied: 5, held: 0, sold: 2 })
  expect(await found()).toEqual(['stock held and sold is wanted by orders'])
  await insert('order_line', {
    id: db.newId(),
    order_id: order,
    position: 1,
    kind: 'goods',
    product_id: product,
    name: 'x',
    quantity: 2,
    unit_price_fen: 50,
    amount_fen: 100,
  })
  expect(await found()).toEqual([])
})

test('a parcel of what was not sold to be sent is found', async () => {
  await book(paid(100n), applied(100n))
  const parcel = { carrier: 'SF', tracking_number: 'SF123456', sent_at: db.clock.now() }
  await insert('shipment', { order_id: order, ...parcel })
  expect(await found()).toEqual(['what was sent was sold to be sent'])
})
