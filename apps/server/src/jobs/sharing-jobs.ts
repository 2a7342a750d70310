import type { GlobalTx } from '../kernel/db.ts'
import { enqueue } from './enqueue.ts'

type Of = { merchantId: string; shareId: string; runAt?: Date }

/** One waiting job per share, be it to carry it out or to ask. */
export async function enqueueShare(tx: GlobalTx, { merchantId, shareId, runAt }: Of): Promise<void> {
  const options = { key: `share:${shareId}`, ...(runAt && { runAt }) }
  await enqueue(tx, 'share.push', { merchantId, shareId }, options)
}
