import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { inMerchant, inReport } from '../kernel/db.ts'
import { verifyBooks } from '../reports/verify/verify-books.ts'
import { balancesOf, post } from './index.ts'
import type { Account, Outcome, Transfer } from './index.ts'

const db = await testDatabase()

const accounts: Account[] = [
  { code: 'open', unit: 'CNY', normal: 'debit', floor: null },
  { code: 'card', unit: 'CNY', normal: 'credit', floor: 0n },
  { code: 'cash', unit: 'CNY', normal: 'debit', floor: 0n, ceiling: 12n },
  { code: 'debt', unit: 'CNY', normal: 'credit', floor: -5n },
]

const twoAccounts = fc.tuple(fc.nat({ max: 3 }), fc.integer({ min: 1, max: 3 }))
const transfer = fc
  .record({
    pair: twoAccounts,
    key: fc.nat({ max: 12 }),
    amount: fc.bigInt({ min: 1n, max: 9n }),
    linked: fc.boolean(),
    debitMinimum: fc.option(fc.bigInt({ min: -3n, max: 3n }), { nil: undefined, freq: 4 }),
  })
  .map(({ pair: [first, step], key, ...rest }): Transfer => {
    const [debit, credit] = [accounts[first]!, accounts[(first + step) % 4]!]
    return { ...rest, key: `k${key}`, debit, credit, kind: 'test', subjectKind: 'test', subjectId: '1' }
  })
const batch = fc.array(transfer, { minLength: 1, maxLength: 8 }).map(withoutTwinsInChains)

/** What the caller may not do: a chain without an end, and one key twice in a chain. */
function withoutTwinsInChains(transfers: Transfer[]): Transfer[] {
  const ended = transfers.map((one, index) => ({
    ...one,
    linked: one.linked && index < transfers.length - 1,
  }))
  return chainsOf(ended).flatMap((chain) => {
    const keys = new Set(chain.map(({ key }) => key))
    return keys.size === chain.length ? chain : chain.map((one) => ({ ...one, linked: false }))
  })
}

function chainsOf(transfers: readonly Transfer[]): Transfer[][] {
  const chains: Transfer[][] = [[]]
  for (const one of transfers) {
    chains.at(-1)!.push(one)
    if (!one.linked) chains.push([])
  }
  return chains.filter((chain) => chain.length > 0)
}

/** The ledger as a reader of its README would write it, without a thought for speed. */
function model() {
  let state = { balances: new Map(accounts.map(({ code }) => [code, 0n])), posted: new Map<string, string>() }
  const contentOf = ({ debit, credit, amount }: Transfer) => `${debit.code} ${credit.code} ${amount}`

  function postOne(one: Transfer): Outcome {
    const before = state.posted.get(one.key)
    if (before !== undefined) return before === contentOf(one) ? 'replayed' : 'conflict'
    const changeOf = (account: Account) =>
      account.normal === (account === one.debit ? 'debit' : 'credit') ? 1n : -1n
    for (const account of [one.debit, one.credit]) {
      const after = state.balances.get(account.code)! + changeOf(account) * one.amount
      if (changeOf(account) < 0n && account.floor !== null && after < account.floor) return 'below_floor'
    }
    for (const account of [one.debit, one.credit]) {
      const after = state.balances.get(account.code)! + changeOf(account) * one.amount
      if (changeOf(account) > 0n && account.ceiling != null && after > account.ceiling) return 'above_ceiling'
    }
    const debited = state.balances.get(one.debit.code)! + changeOf(one.debit) * one.amount
    if (one.debitMinimum !== undefined && debited < one.debitMinimum) return 'below_minimum'
    for (const account of [one.debit, one.credit]) {
      state.balances.set(account.code, state.balances.get(account.code)! + changeOf(account) * one.amount)
    }
    state.posted.set(one.key, contentOf(one))
    return 'posted'
  }

  function postChain(chain: Transfer[]): Outcome[] {
    const saved = { balances: new Map(state.balances), posted: new Map(state.posted) }
    const outcomes: Outcome[] = []
    let broken = false
    for (const one of chain) {
      const known = state.posted.has(one.key)
      const outcome = broken && !known ? 'linked' : postOne(one)
      outcomes.push(outcome)
      if (broken || outcome === 'posted' || outcome === 'replayed') continue
      broken = true
      state = { balances: new Map(saved.balances), posted: new Map(saved.posted) }
      outcomes.forEach((earlier, index) => earlier === 'posted' && (outcomes[index] = 'linked'))
    }
    return outcomes
  }

  return {
    post: (transfers: readonly Transfer[]) => chainsOf(transfers).flatMap(postChain),
    balances: () => state.balances,
    count: () => state.posted.size,
  }
}

test('any batches post as the model says, and the books stay right', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
      const merchant = await newMerchant(db)
      const expected = model()
      for (const transfers of batches) {
        const posted = await inMerchant(db, merchant, (tx) => post(tx, transfers))
        expect(posted.map(({ outcome }) => outcome)).toEqual(expected.post(transfers))
      }
      const balances = await inMerchant(db, merchant, (tx) => balancesOf(tx, accounts))
      expect(balances).toEqual(expected.balances())
      const rows = await inMerchant(db, merchant, (tx) => tx.query(sql`select from ledger_transfer`))
      expect(rows).toHaveLength(expected.count())
      expect((await inReport(db, (read) => verifyBooks(read, merchant))).violations).toEqual([])
    }),
    { numRuns: 60 },
  )
})
