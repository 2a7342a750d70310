import type { Benchmark } from '../harness/benchmark.ts'
import { perSecond } from '../harness/load.ts'
import type { Stage } from '../harness/stage.ts'
import type { Db } from '../../apps/server/src/kernel/db.ts'
import { newKey, newTransfer, postOne } from './books.ts'

const loaded = 60_000
const load = { concurrent: 64, seconds: 2 }

/** The planner knows nothing of tables just filled; what it then guesses must not cost anything. */
export const ledgerPlan: Benchmark = {
  name: 'plan',
  about: `transfers right after TRUNCATE and a load of ${loaded} against warmed up and analyzed`,
  unit: 'transfers/s',
  reach: 0.8,
  better: 'higher',
  prepare: async (stage) => {
    let merchantId = ''
    const run = (db: Db) => {
      const tools = { db }
      return perSecond(load, () => postOne(tools, { merchantId, transfer: newTransfer(newKey()) }))
    }
    const inFreshProcess = async (work: (db: Db) => Promise<number>) => {
      const db = stage.openDb()
      try {
        return await work(db)
      } finally {
        await db.close()
      }
    }
    return {
      sides: {
        cold: async () => {
          merchantId = await emptyAndLoad(stage)
          return inFreshProcess(run)
        },
        warm: async () => {
          await stage.owner.query('vacuum analyze ledger_transfer, ledger_balance, ledger_account')
          return inFreshProcess(async (db) => {
            await run(db)
            return run(db)
          })
        },
      },
      ratio: ({ cold, warm }) => cold! / warm!,
    }
  },
}

async function emptyAndLoad({ db, owner, newMerchant }: Stage): Promise<string> {
  await owner.query('truncate ledger_transfer, ledger_balance, ledger_account cascade')
  const merchantId = await newMerchant()
  const tools = { db }
  for (let done = 0; done < loaded; done += 2000)
    await Promise.all(
      Array.from({ length: 2000 }, () => postOne(tools, { merchantId, transfer: newTransfer(newKey()) })),
    )
  return merchantId
}
