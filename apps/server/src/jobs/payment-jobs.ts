import type { GlobalTx } from '../kernel/db.ts'
import { enqueue } from './enqueue.ts'

type Of<Id extends string> = { merchantId: string; runAt?: Date | undefined } & Record<Id, string>

/** One waiting job per attempt: asking again later takes the place of the one that waits. */
export async function enqueuePoll(
  tx: GlobalTx,
  { merchantId, attemptId, runAt }: Of<'attemptId'>,
): Promise<void> {
  const options = { key: `payment.poll:${attemptId}`, ...(runAt && { runAt }) }
  await enqueue(tx, 'payment.poll', { merchantId, attemptId }, options)
}

/** One waiting job per refund, be it to submit or to ask. */
export async function enqueueRefund(
  tx: GlobalTx,
  name: 'refund.submit' | 'refund.poll',
  { merchantId, refundId, runAt }: Of<'refundId'>,
): Promise<void> {
  const options = { key: `refund:${refundId}`, ...(runAt && { runAt }) }
  await enqueue(tx, name, { merchantId, refundId }, options)
}
