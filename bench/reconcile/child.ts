import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { readWechatBill } from '../../apps/server/src/channels/wechat-pay/bill-file.ts'
import { reconcileBill } from '../../apps/server/src/exchanges/reconcile-day.ts'
import { beginDay } from '../../apps/server/src/flows/reconciliation/ask-day.ts'
import { findSource } from '../../apps/server/src/flows/reconciliation/find-source.ts'
import { systemClock } from '../../apps/server/src/kernel/clock.ts'
import { openDb } from '../../apps/server/src/kernel/db.ts'

/** A process of its own, so that its memory is nobody else's: reads and hashes a bill, or reconciles it. */
export type Asked = {
  what: 'hash' | 'reconcile'
  url: string
  path: string
  merchantId: string
  channelAccountId: string
  day: string
}
export type Told = { milliseconds: number; peakMebibytes: number }

process.env.TZ = 'Asia/Shanghai'
const asked = JSON.parse(process.argv[2] ?? '{}') as Asked
const begun = performance.now()
await (asked.what === 'hash' ? hash(asked) : reconcile(asked))
const told: Told = {
  milliseconds: performance.now() - begun,
  peakMebibytes: process.resourceUsage().maxRSS / 1024,
}
console.log(JSON.stringify(told))

/** What cannot be saved: the file is read, unpacked and hashed once. */
async function hash({ path }: Asked): Promise<void> {
  await pipeline(createReadStream(path), createGunzip(), createHash('sha1'))
}

async function reconcile({ url, path, merchantId, channelAccountId, day }: Asked): Promise<void> {
  const db = openDb({ appUrl: url, reportUrl: url, clock: systemClock })
  try {
    const source = await findSource(db, { merchantId, channelAccountId })
    const { batchId } = await beginDay(db, { merchantId, channelAccountId, day })
    const merchantNumbers = [source.account.merchantNumber]
    const bill = {
      name: '0'.repeat(64),
      bytes: statSync(path).size,
      hash: undefined,
      open: () => createReadStream(path),
    }
    const outcome = await reconcileBill(
      { db },
      {
        source,
        bill,
        day,
        port: { read: (file, read) => readWechatBill(file, { ...read, merchantNumbers }) },
        askedBy: 'bench',
        after: [batchId],
      },
    )
    if (outcome !== 'booked') throw new Error(`the day was not booked but ${outcome}`)
  } finally {
    await db.close()
  }
}
