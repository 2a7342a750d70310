import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { look, world } from '../../../test/world.ts'
import { requestRefund } from '../../flows/payments/request-refund.ts'
import { inReport } from '../../kernel/db.ts'
import { verifyBooks } from './verify-books.ts'

const db = await testDatabase()

test('a refund that is told otherwise than it was made is found', async () => {
  const w = await world(db)
  const cap = await w.single(10_00, { sells: 'goods', stock: 5 })
  const orderId = await w.place({ lines: [{ kind: 'goods', productId: cap, quantity: 3 }] })
  await w.payCash(orderId)
  const [line] = await w.lines(orderId)
  const lines = [{ lineId: line!.id, quantity: 1 }]
  const asked = { ...w.by(), staffId: w.staffId, orderId, reason: '退一件', lines }
  const { refundId } = await requestRefund(db, asked)
  await w.booksHold()

  const found = async (change: string, undo: string) => {
    await look(db, change, [refundId])
    const { violations } = await inReport(db, (read) => verifyBooks(read, w.merchantId))
    await look(db, undo, [refundId])
    return [...new Set(violations.map(({ check }) => check))].filter((check) => !check.includes('chained'))
  }
  const amount = (fen: number) => `update refund set amount_fen = ${fen} where id = $1`
  const state = (word: string) => `update refund set state = '${word}' where id = $1`
  const pieces = (count: number) => `update refund_line set quantity = ${count} where refund_id = $1`
  const order = (word: string) =>
    `update sale_order set state = '${word}' where id = (select order_id from refund where id = $1)`
  const sum = 'what an order has given back is the sum of its refunds'
  const held = 'a refund under way holds its money, and no other does'
  const refunding = 'an order is being refunded exactly while a refund of it is under way'
  expect(await found(amount(1001), amount(1000))).toEqual(['a refund comes to what it takes back', sum])
  expect(await found(state('abnormal'), state('succeeded'))).toEqual([held, sum, refunding])
  expect(await found(order('refunding'), order('completed'))).toEqual([refunding])
  expect(await found(pieces(4), pieces(1))).toEqual([
    'stock held and sold is wanted by orders',
    'no line is given back beyond what was sold',
  ])
  await w.booksHold()
})
