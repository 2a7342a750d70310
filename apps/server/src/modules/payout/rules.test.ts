import { expect, test } from 'vitest'
import { statesInSql } from '../../../test/states-in-sql.ts'
import { testDatabase } from '../../../test/database.ts'
import { checkPayeeName, isRefusalFinal, payableStates, payoutStates } from './rules.ts'

const db = await testDatabase()

test('the states are those of the database', async () => {
  expect((await statesInSql(db, 'payout')).toSorted()).toEqual([...payoutStates.all].toSorted())
  expect((await statesInSql(db, 'staff_payable')).toSorted()).toEqual([...payableStates.all].toSorted())
})

test('a name is needed from ¥2,000 on, at WeChat Pay', () => {
  const check = (amountFen: bigint, provider: 'wechat-pay' | 'alipay', payeeName?: string) => () =>
    checkPayeeName({ amountFen, provider, payeeName })
  expect(check(1999_99n, 'wechat-pay')).not.toThrow()
  expect(check(2000_00n, 'wechat-pay')).toThrow('payout.name_needed')
  expect(check(2000_00n, 'wechat-pay', '王小明')).not.toThrow()
  expect(check(2000_00n, 'alipay')).not.toThrow()
})

test('a refusal is final only where no earlier call can still be under way', () => {
  const sentAt = new Date('2026-03-02T01:00:00Z')
  const after = (minutes: number) => new Date(sentAt.getTime() + minutes * 60_000)
  expect(isRefusalFinal({ polls: 0, sentAt }, sentAt)).toBe(true)
  expect(isRefusalFinal({ polls: 1, sentAt }, after(9))).toBe(false)
  expect(isRefusalFinal({ polls: 1, sentAt }, after(10))).toBe(true)
})
