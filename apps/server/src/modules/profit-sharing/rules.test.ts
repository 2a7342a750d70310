import { describe, expect, test } from 'vitest'
import { statesInSql } from '../../../test/states-in-sql.ts'
import { testDatabase } from '../../../test/database.ts'
import { fen } from '../../kernel/money.ts'
import { divide, dueBack, isGivenUp, shareStates } from './rules.ts'

const db = await testDatabase()

test('the states are those of the database', async () => {
  expect((await statesInSql(db, 'profit_share')).toSorted()).toEqual([...shareStates.all].toSorted())
})

test('each gets the floor of its part, and who would get nothing is left out', () => {
  const receiver = (account: string, basisPoints: number) => ({
    id: account,
    channelAccountId: 'c',
    account,
    name: account,
    basisPoints,
  })
  const parts = divide(fen(999n), [receiver('a', 1000), receiver('b', 1), receiver('c', 2000)])
  expect(parts.map(({ receiver: { account }, amountFen }) => [account, amountFen])).toEqual([
    ['a', 99n],
    ['c', 199n],
  ])
})

describe('what is due back before a refund', () => {
  const back = (amountFen: bigint, state: 'processing' | 'succeeded' | 'failed') => ({
    amountFen: fen(amountFen),
    state,
  })
  const due = (refundsFen: bigint, returns: ReturnType<typeof back>[] = []) =>
    dueBack({ line: { amountFen: fen(100n) }, returns, paidFen: 1000n, refundsFen })

  test('is the part of what goes back, and all of it in the end', () => {
    expect(due(250n)).toBe(25n)
    expect(due(333n)).toBe(34n)
    expect(due(1000n)).toBe(100n)
    expect(due(1000n, [back(34n, 'succeeded')])).toBe(66n)
  })

  test('counts what is under way, and not what failed', () => {
    expect(due(500n, [back(50n, 'processing')])).toBe(0n)
    expect(due(500n, [back(50n, 'failed')])).toBe(50n)
    expect(due(100n, [back(90n, 'succeeded')])).toBe(0n)
  })
})

test('a share is given up before the channel lets go of the money by itself', () => {
  const paid = new Date('2026-03-01T00:00:00Z')
  expect(isGivenUp(paid, new Date('2026-03-26T00:00:00Z'))).toBe(false)
  expect(isGivenUp(paid, new Date('2026-03-26T00:00:01Z'))).toBe(true)
})
