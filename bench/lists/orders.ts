import { inMerchant } from '../../apps/server/src/kernel/db.ts'
import { findOrder } from '../../apps/server/src/modules/order/index.ts'
import { listOrders } from '../../apps/server/src/reports/orders.ts'
import type { Benchmark } from '../harness/benchmark.ts'
import { median } from '../harness/measure.ts'
import type { Stage } from '../harness/stage.ts'

const orders = 1_000_000
const questions = 300
const everything = { scope: 'merchant', storeId: null, staffId: '' } as const

export const orderList: Benchmark = {
  name: 'list',
  about: `a page of 20 of ${orders.toLocaleString('en')} orders by state and cursor against one order by its key, p50`,
  unit: 'milliseconds',
  reach: 5,
  better: 'lower',
  prepare: async (stage) => {
    const merchantId = await stage.newMerchant()
    const cursors = await loadOrders(stage, merchantId)
    let asked = 0
    const p50 = async (ask: (place: number) => Promise<unknown>) => {
      const took: number[] = []
      for (let time = 0; time < questions; time++) {
        const begun = performance.now()
        await ask(asked++ % cursors.length)
        took.push(performance.now() - begun)
      }
      return median(took)
    }
    const ids = await someIds(stage, merchantId)
    return {
      sides: {
        page: () =>
          p50((place) =>
            inMerchant(stage.db, merchantId, (tx) =>
              listOrders(tx, everything, { state: 'completed', cursor: cursors[place]!, limit: 20 }),
            ),
          ),
        key: () =>
          p50((place) => inMerchant(stage.db, merchantId, (tx) => findOrder(tx, ids[place % ids.length]!))),
      },
      ratio: ({ page, key }) => page! / key!,
    }
  },
}

/** Answers cursors from all over the list, made as the pages before them give them. */
async function loadOrders({ owner, db }: Stage, merchantId: string): Promise<string[]> {
  const customers = Array.from({ length: 1000 }, () => db.newId())
  await owner.query(
    `insert into customer (merchant_id, id, name, created_at) select $1, id, '客人', now() from unnest($2::uuid[]) id`,
    [merchantId, customers],
  )
  await owner.query(
    `insert into sale_order (merchant_id, id, number, source, state, customer_id, title, total_fen, created_at)
     select $1, gen_random_uuid(), 'bench' || n, 'counter',
       (array['pending', 'fulfilled', 'completed', 'closed', 'completed'])[n % 5 + 1], ($2::uuid[])[n % 1000 + 1],
       '十次卡', 10000, now() - n * interval '20 seconds'
     from generate_series(1, ${orders}) n`,
    [merchantId, customers],
  )
  await owner.query('vacuum analyze sale_order')
  const cursors: string[] = []
  for (let day = 0; day < 200; day++) {
    const to = new Date(Date.now() - day * 24 * 3_600_000).toISOString().slice(0, 10)
    const page = await inMerchant(db, merchantId, (tx) =>
      listOrders(tx, everything, { state: 'completed', to, limit: 20 }),
    )
    if (page.nextCursor) cursors.push(page.nextCursor)
  }
  return cursors
}

async function someIds({ owner }: Stage, merchantId: string): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    'select id from sale_order tablesample system (0.1) where merchant_id = $1 limit 200',
    [merchantId],
  )
  return rows.map(({ id }) => id)
}
