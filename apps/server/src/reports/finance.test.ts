import { buffer } from 'node:stream/consumers'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { settleStage } from '../../test/settle-stage.ts'
import { world } from '../../test/world.ts'
import { requestRefund } from '../flows/payments/request-refund.ts'
import { listDayFlows } from './day-flows.ts'
import { readTransit } from './transit.ts'
import { voucherOf } from './voucher-accounts.ts'
import { listVoucherRows, voucherRows, vouchersSheet } from './vouchers.ts'

const db = await testDatabase()

/** Two days: over the operator's number, over the own, in cash; a card used in part; cash given back. */
async function twoDays() {
  const w = await world(db)
  const s = settleStage(db, w)
  s.passDay()
  const first = s.today()
  await s.sell(100_00)
  await s.sell(40_00, 'own')
  const visit = await w.single(10_00)
  const bundle = await w.bundle(80_00, [{ kind: 'visits', productId: visit, visits: 8, gift: false }])
  const card = await w.openCard(bundle)
  await w.use(card.cardId, { kind: 'visits', productId: visit, visits: 3 })
  s.passDay()
  const productId = await w.single(15_00)
  const orderId = await w.place({ lines: [{ kind: 'visit', productId, quantity: 1 }] })
  await w.payCash(orderId)
  await requestRefund(db, { ...w.by(), staffId: w.staffId, orderId, reason: '退' })
  return { ...w, ...s, first, second: s.today() }
}

test('each day tells what came in and went out, and where', async () => {
  const s = await twoDays()
  const { items } = await s.within((tx) => listDayFlows(tx, 'zh', {}))
  expect(items.map(({ day, inFen, outFen, netFen }) => ({ day, inFen, outFen, netFen }))).toEqual([
    { day: s.second, inFen: 15_00n, outFen: 15_00n, netFen: 0n },
    { day: s.first, inFen: 220_00n, outFen: 0n, netFen: 220_00n },
  ])
  const { items: one } = await s.within((tx) => listDayFlows(tx, 'zh', { from: s.first, to: s.first }))
  expect(one[0]!.places.map(({ kind, inFen }) => [kind, inFen])).toEqual([
    ['cash', 80_00n],
    ['channel', 140_00n],
  ])
  const page = await s.within((tx) => listDayFlows(tx, 'zh', { limit: 1 }))
  const next = await s.within((tx) => listDayFlows(tx, 'zh', { limit: 1, cursor: page.nextCursor! }))
  expect(next.items[0]!.day).toBe(s.first)
  expect(next.nextCursor).toBe(null)
})

test('vouchers are balanced, say what was earned, and leave nothing in passing', async () => {
  const s = await twoDays()
  const rows = await s.within((tx) => voucherRows(tx, { from: s.first, to: s.second }))
  const sum = (column: 'debitFen' | 'creditFen', code?: string) =>
    rows
      .filter(({ accountCode }) => !code || accountCode === code)
      .reduce((all, row) => all + row[column], 0n)
  expect(sum('debitFen')).toBe(sum('creditFen'))
  for (const number of new Set(rows.map((row) => row.number))) {
    const own = rows.filter((row) => row.number === number)
    expect(own.reduce((all, row) => all + row.debitFen - row.creditFen, 0n)).toBe(0n)
  }
  // 100 and 40 sold, three tenths of eighty used; fifteen sold and given back.
  expect(sum('creditFen', '6001') - sum('debitFen', '6001')).toBe(170_00n)
  expect(sum('debitFen', '122101')).toBe(sum('creditFen', '122101'))
  expect(sum('debitFen', '1001') - sum('creditFen', '1001')).toBe(80_00n)
  expect(sum('creditFen', '220302') - sum('debitFen', '220302')).toBe(50_00n)
  expect(rows.filter(({ accountCode }) => accountCode === '1901')).toEqual([])
})

test('a voucher keeps its number wherever the asked days begin, and pages follow each other', async () => {
  const s = await twoDays()
  const all = await s.within((tx) => voucherRows(tx, { to: s.second }))
  const late = await s.within((tx) => voucherRows(tx, { from: s.second, to: s.second }))
  expect(late).toEqual(all.filter(({ day }) => day === s.second))
  const first = await s.within((tx) => listVoucherRows(tx, { to: s.second, limit: 3 }))
  const rest = await s.within((tx) => listVoucherRows(tx, { to: s.second, cursor: first.nextCursor! }))
  const words = [...first.items, ...rest.items].map(({ number, accountCode }) => [number, accountCode])
  expect(words).toEqual(all.map(({ number, accountCode }) => [number, accountCode]))
  const { sheets } = await readXlsx(await buffer(vouchersSheet(all)))
  expect(sheets[0]!.rows).toHaveLength(all.length + 1)
})

test.each([
  ['merchant:available', 'sharing', 'sharing.reserved', '660103', '224104'],
  ['sharing', 'channel', 'sharing.paid', '224104', '101201'],
  ['merchant:own-hands', 'channel', 'sharing.paid_from_own_hands', '660103', '101201'],
  ['merchant:own-hands', 'cash', 'cash.banked', '1002', '1001'],
  ['merchant:own-hands', 'channel', 'bill.settled_own', '1002', '101201'],
  ['bank', 'channel', 'bill.settled', '101202', '101201'],
  ['merchant:available', 'channel', 'bill.fee', '6603', '101201'],
  ['merchant:withdrawing', 'bank', 'withdrawal.paid', '1002', '101202'],
  ['merchant:available', 'operator:due', 'operator.fee', '660102', '2202'],
  ['operator:due', 'bank', 'operator.fee_collected', '2202', '101202'],
  ['staff:paying', 'merchant:commission-cost', 'payout.paid', '2211', '122101'],
  ['refund', 'merchant:available', 'refund.paid_by_hand', '224101', '1002'],
])('%s ← %s, %s, is %s to %s', (debit, credit, kind, from, to) => {
  expect(voucherOf({ debit, credit, kind })).toMatchObject({ debit: { code: from }, credit: { code: to } })
})

test('what nobody has thought of is left to the accountant, not guessed', () => {
  expect(voucherOf({ debit: 'merchant:available', credit: 'merchant:margin', kind: 'x' })).toMatchObject({
    debit: { code: '1901' },
  })
  expect(voucherOf({ debit: 'new', credit: 'bank', kind: 'x' })).toMatchObject({ debit: { code: '1901' } })
  expect(voucherOf({ debit: 'staff:accrued', credit: 'staff:payable', kind: 'x' })).toBe(undefined)
})

test('what is on its way is told with its age', async () => {
  const s = await twoDays()
  const before = await s.within((tx) => readTransit(tx, 'zh'))
  expect(before.channels).toMatchObject([
    { balanceFen: 140_00n, reconciledThrough: null, oldestDay: s.first, ageDays: 1 },
  ])
  await s.reconcile(s.first)
  const after = await s.within((tx) => readTransit(tx, 'zh'))
  expect(after.channels).toMatchObject([{ reconciledThrough: s.first, oldestDay: null }])
  expect(after).toMatchObject({ withdrawals: { count: 0 }, refunds: { count: 0 }, openDifferences: 0 })
})
