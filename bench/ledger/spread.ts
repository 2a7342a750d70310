import type { Account } from '../../apps/server/src/ledger/index.ts'
import type { Benchmark } from '../harness/benchmark.ts'
import { perSecond } from '../harness/load.ts'
import { hot, newKey, newTransfer, postOne, source } from './books.ts'

const accounts = 10_000

export const ledgerSpread: Benchmark = {
  name: 'ledger-spread',
  about: `transfers onto one hot account against transfers onto ${accounts} accounts, 64 concurrent`,
  unit: 'transfers/s',
  reach: 0.9,
  better: 'higher',
  prepare: async ({ db, newMerchant }) => {
    const [ours, theirs] = [await newMerchant(), await newMerchant()]
    const tools = { db }
    const spread: Account[] = Array.from({ length: accounts }, (_, place) => ({
      ...hot,
      code: `spread:${place}`,
    }))
    const post = (merchantId: string, credit: Account) =>
      postOne(tools, { merchantId, transfer: newTransfer(newKey(), source, credit) })
    await Promise.all(spread.slice(0, 4000).map((account) => post(theirs, account)))
    await Promise.all(spread.slice(4000, 8000).map((account) => post(theirs, account)))
    await Promise.all(spread.slice(8000).map((account) => post(theirs, account)))
    let place = 0
    const load = { concurrent: 64, seconds: 2 }
    return {
      sides: {
        hot: () => perSecond(load, () => post(ours, hot)),
        // A step that shares no factor with 10,000 visits all of them, far apart.
        spread: () => perSecond(load, () => post(theirs, spread[(place += 7919) % accounts]!)),
      },
      ratio: (figures) => figures.hot! / figures.spread!,
    }
  },
}
