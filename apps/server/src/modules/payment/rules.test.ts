import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { statesInSql } from '../../../test/states-in-sql.ts'
import { fen } from '../../kernel/money.ts'
import { refundStates } from '../refund/index.ts'
import { nextRefundPoll } from '../refund/rules.ts'
import {
  attemptStates,
  credentialExpiry,
  isCredentialGood,
  methodsIn,
  mismatchesOf,
  nextPoll,
  providerOfMethod,
} from './rules.ts'
import type { Attempt } from './types.ts'

const db = await testDatabase()
const at = new Date('2026-03-02T09:00:00+08:00')
const after = (seconds: number) => new Date(at.getTime() + seconds * 1000)

const attempt = {
  channelAccountId: 'account',
  amountFen: fen(100),
  appId: 'wx1',
  transactionNo: null,
  method: 'wechat-h5',
  expiresAt: after(900),
  credentialExpiresAt: null,
} as unknown as Attempt
const account = {
  id: 'account',
  merchantNumber: '1600000001',
  subMerchantNumber: null,
  partnerAppId: null,
}
const payment = {
  outTradeNo: 'x',
  transactionNo: '4200',
  merchantNumber: '1600000001',
  appId: 'wx1',
  totalFen: 100n,
  currency: 'CNY',
  paidAt: at.toISOString(),
}

test('the states are the same words in SQL', async () => {
  const words = async (table: string) => (await statesInSql(db, table)).toSorted()
  expect(await words('payment_attempt')).toEqual([...attemptStates.all].toSorted())
  expect(await words('refund')).toEqual([...refundStates.all].toSorted())
})

test('a success may come late, and is final', () => {
  expect(attemptStates.can('closed', 'succeeded')).toBe(true)
  expect(attemptStates.can('failed', 'succeeded')).toBe(true)
  expect(attemptStates.next('succeeded')).toEqual([])
  expect(refundStates.next('succeeded')).toEqual([])
  expect(refundStates.can('closed', 'processing')).toBe(true)
})

test.each([
  ['amount', { totalFen: 99n }],
  ['currency', { currency: 'HKD' }],
  ['merchantNumber', { merchantNumber: '1600000002' }],
  ['app', { appId: 'wx2' }],
])('another %s does not match', (field, change) => {
  expect(mismatchesOf(attempt, account, payment)).toEqual([])
  expect(mismatchesOf(attempt, account, { ...payment, ...change }).map((one) => one.field)).toEqual([field])
})

test('another account, and another transaction after the first, do not match', () => {
  expect(mismatchesOf(attempt, { ...account, id: 'other' }, payment)).toMatchObject([
    { field: 'channelAccount' },
  ])
  const paid = { ...attempt, transactionNo: '4201' }
  expect(mismatchesOf(paid, account, payment)).toMatchObject([{ field: 'transaction', expected: '4201' }])
})

test('what the channel gave is good for its time, and never beyond the order', () => {
  expect(credentialExpiry(attempt, at)).toEqual(after(240))
  expect(credentialExpiry(attempt, after(800))).toEqual(after(900))
  expect(credentialExpiry({ ...attempt, method: 'wechat-jsapi', expiresAt: after(86_400) }, at)).toEqual(
    after(6600),
  )
  expect(isCredentialGood(attempt, at)).toBe(false)
  expect(isCredentialGood({ ...attempt, credentialExpiresAt: after(1) }, at)).toBe(true)
  expect(isCredentialGood({ ...attempt, credentialExpiresAt: at }, at)).toBe(false)
})

test('the channel is asked at growing distances', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 99].map((polls) => nextPoll(polls, at))).toEqual(
    [5, 30, 60, 180, 300, 600, 1800, 1800, 1800].map(after),
  )
  expect([0, 1, 4, 47, 48].map((polls) => nextRefundPoll(polls, at))).toEqual(
    [60, 300, 1800, 1800, 21_600].map(after),
  )
})

test('every method has its channel, and every environment a method', () => {
  for (const methods of Object.values(methodsIn)) expect(methods.length).toBeGreaterThan(0)
  expect(providerOfMethod('alipay-jsapi')).toBe('alipay')
  expect(providerOfMethod('wechat-h5')).toBe('wechat-pay')
})
