import type { GlobalTx } from '../kernel/db.ts'
import { enqueue } from './enqueue.ts'

type Of = { merchantId: string; payoutId: string; runAt?: Date }

/** One waiting job per payout, be it to send or to ask. */
export async function enqueuePayout(tx: GlobalTx, { merchantId, payoutId, runAt }: Of): Promise<void> {
  const options = { key: `payout:${payoutId}`, ...(runAt && { runAt }) }
  await enqueue(tx, 'payout.push', { merchantId, payoutId }, options)
}
