import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { payoutShop } from '../../../test/payouts/payout-stage.ts'
import { payStage } from '../../../test/pay-stage.ts'
import { inReport } from '../../kernel/db.ts'
import { verifyBooks } from './verify-books.ts'

const db = await testDatabase()
const stage = await payStage(db)

const found = async (merchantId: string) => {
  const { violations } = await inReport(db, (read) => verifyBooks(read, merchantId))
  const names = new Set(violations.map(({ check }) => check))
  return [...names].filter((name) => !name.includes('chained'))
}

test('payouts and payables that the books do not know of are found', async () => {
  const shop = await payoutShop(stage, db)
  const { payoutId } = await shop.sent('孙一', 50_00)
  expect(await found(shop.merchantId)).toEqual([])

  await db.owner.query('update payout set amount_fen = amount_fen - 1 where id = $1', [payoutId])
  expect(await found(shop.merchantId)).toEqual([
    'a payout holds its money from the request to the end, and only then',
    'what is reserved for a person is what is on its way to them',
  ])
  await db.owner.query("update payout set amount_fen = amount_fen + 1, state = 'succeeded' where id = $1", [
    payoutId,
  ])
  expect(await found(shop.merchantId)).toEqual([
    'a payout has left exactly when it succeeded',
    'what is reserved for a person is what is on its way to them',
  ])
  await db.owner.query("update payout set state = 'waiting' where id = $1", [payoutId])
  await db.owner.query(
    "update staff_payable set state = 'entered', reviewed_by = null where merchant_id = $1",
    [shop.merchantId],
  )
  expect(await found(shop.merchantId)).toEqual(['a payable is owed exactly when it was approved'])
})

test('a share that the books do not know of is found', async () => {
  const shop = await payoutShop(stage, db)
  const orderId = await shop.newOrder()
  const [share, line, receiver, attempt] = [db.newId(), db.newId(), db.newId(), db.newId()]
  const now = db.clock.now()
  const insert = (table: string, row: Record<string, unknown>) => {
    const columns = { merchant_id: shop.merchantId, ...row }
    const places = Object.keys(columns).map((_, index) => `$${index + 1}`)
    const text = `insert into ${table} (${Object.keys(columns).join(', ')}) values (${places.join(', ')})`
    return db.owner.query(text, Object.values(columns))
  }
  const at = { channel_account_id: shop.wechatId, created_at: now }
  await insert('payment_attempt', {
    id: attempt,
    order_id: orderId,
    method: 'wechat-jsapi',
    app_id: 'x',
    out_trade_no: attempt.replaceAll('-', ''),
    amount_fen: 100,
    state: 'closed',
    request_hash: 'x',
    expires_at: now,
    ...at,
  })
  await insert('sharing_receiver', { id: receiver, account: '1', name: 'x', basis_points: 3000, ...at })
  const number = { out_order_no: share.replaceAll('-', '') }
  await insert('profit_share', {
    id: share,
    attempt_id: attempt,
    custody: 'own',
    state: 'finished',
    ...number,
    ...at,
  })
  const of = { share_id: share, receiver_id: receiver, account: '1' }
  await insert('profit_share_line', { id: line, ...of, amount_fen: 31, state: 'succeeded' })
  expect(await found(shop.merchantId)).toEqual([
    'what a receiver got of an order is booked, less what came back',
    'at most three tenths of a payment are shared',
  ])
})
