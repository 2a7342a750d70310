import type { Benchmark } from '../harness/benchmark.ts'
import { perSecond } from '../harness/load.ts'
import { newKey, newTransfer, postOne } from './books.ts'
import { postPlainly } from './plainly.ts'

function hotBenchmark(name: string, concurrent: number, reach: number): Benchmark {
  return {
    name,
    about: `transfers onto one hot account, ${concurrent} concurrent, against one transaction per request`,
    unit: 'transfers/s',
    reach,
    better: 'higher',
    prepare: async ({ db, newMerchant }) => {
      const [ours, theirs] = [await newMerchant(), await newMerchant()]
      const tools = { db }
      // The plain side finds its accounts open.
      await postOne(tools, { merchantId: theirs, transfer: newTransfer(newKey()) })
      const load = { concurrent, seconds: 2 }
      return {
        sides: {
          batched: () =>
            perSecond(load, () => postOne(tools, { merchantId: ours, transfer: newTransfer(newKey()) })),
          plain: () => perSecond(load, () => postPlainly(db, theirs, newTransfer(newKey()))),
        },
        ratio: ({ batched, plain }) => batched! / plain!,
      }
    },
  }
}

export const ledgerHot = hotBenchmark('ledger-hot', 64, 20)
export const ledgerHot1024 = hotBenchmark('ledger-hot-1024', 1024, 30)
