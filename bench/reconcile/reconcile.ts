import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openVault } from '../../apps/server/src/kernel/secrets.ts'
import type { Benchmark } from '../harness/benchmark.ts'
import type { Stage } from '../harness/stage.ts'
import { openShop } from '../payments/shop.ts'
import type { Shop } from '../payments/shop.ts'
import { paymentsSql, writeBill } from './bill.ts'
import type { Asked, Told } from './child.ts'

const lines = 1_000_000
const day = '2026-03-02'
const midnight = '2026-03-02T00:00:00+08:00'
const child = new URL('./child.ts', import.meta.url)

export const reconciliation: Benchmark = {
  name: 'reconcile',
  about: `a bill of ${lines.toLocaleString('en')} lines compared and booked, against reading and hashing it`,
  unit: 'ms',
  reach: 30,
  better: 'lower',
  prepare: async (stage, { scale }) => {
    const count = Math.round(lines * scale)
    const shop = await openShop(stage, openVault(randomBytes(32)))
    await load(stage, shop, count)
    const path = join(tmpdir(), `sesame-bill-${randomBytes(6).toString('hex')}.csv.gz`)
    await writeBill(path, { code: shop.code, count, merchantNumber: '1900000001', day })
    const { merchantId, channelAccountId } = shop
    const common = { url: stage.url, path, merchantId, channelAccountId, day }
    let peakMebibytes = 0
    const play = async (what: Asked['what']): Promise<number> => {
      const told = await run({ what, ...common })
      if (what === 'reconcile') peakMebibytes = Math.max(peakMebibytes, told.peakMebibytes)
      return told.milliseconds
    }
    return {
      sides: { reconcile: () => play('reconcile'), hash: () => play('hash') },
      ratio: (figures) => figures.reconcile! / figures.hash!,
      notes: () => ({ 'peak memory, MiB (< 300)': peakMebibytes, lines: count }),
      close: async () => {
        await checkBooked(stage, shop, count)
        rmSync(path, { force: true })
      },
    }
  },
}

/** Payments of one order, which nothing here looks at. */
async function load({ db, owner }: Stage, shop: Shop, count: number): Promise<void> {
  const orderId = db.newId()
  await owner.query(
    `insert into sale_order (merchant_id, id, number, source, state, title, total_fen, created_at)
     values ($1, $2, 'bench', 'customer-app', 'fulfilled', '十次卡', 100, $3)`,
    [shop.merchantId, orderId, midnight],
  )
  const step = 100_000
  for (let from = 0; from < count; from += step) {
    const to = Math.min(count, from + step)
    await owner.query(paymentsSql, [
      shop.merchantId,
      orderId,
      shop.channelAccountId,
      shop.code,
      midnight,
      from,
      to,
    ])
  }
}

async function run(asked: Asked): Promise<Told> {
  const { stdout } = await promisify(execFile)(process.execPath, [child.pathname, JSON.stringify(asked)], {
    maxBuffer: 1024 * 1024,
  })
  return JSON.parse(stdout) as Told
}

/** A number that counts only what was really done. */
async function checkBooked({ owner }: Stage, { merchantId }: Shop, count: number): Promise<void> {
  const { rows } = await owner.query<{ matched: number; differences: bigint }>(
    `select (select matched from bill_batch where merchant_id = $1 order by number desc limit 1) as matched,
       (select count(*) from bill_difference where merchant_id = $1) as differences`,
    [merchantId],
  )
  const { matched, differences } = rows[0]!
  if (matched !== count || differences > 0n)
    throw new Error(`${matched} of ${count} agree, with ${differences} differences`)
}
