import type { GlobalTx, Tx } from '../kernel/db.ts'
import { enqueue, enqueueEach } from './enqueue.ts'

type Of<Id extends string> = { merchantId: string; runAt?: Date | undefined } & Record<Id, string>

/** One waiting job per attempt: asking again later takes the place of the one that waits. */
export async function enqueuePoll(
  tx: GlobalTx,
  { merchantId, attemptId, runAt }: Of<'attemptId'>,
): Promise<void> {
  const options = { key: `payment.poll:${attemptId}`, ...(runAt && { runAt }) }
  await enqueue(tx, 'payment.poll', { merchantId, attemptId }, options)
}

/** The same for attempts that begin together. */
export async function enqueuePolls(
  tx: GlobalTx,
  polls: readonly { merchantId: string; attemptId: string; runAt: Date }[],
): Promise<void> {
  await enqueueEach(
    tx,
    'payment.poll',
    polls.map(({ runAt, ...payload }) => ({ payload, runAt, key: `payment.poll:${payload.attemptId}` })),
  )
}

/** WeChat's shipping desk learns of a payment a little later than we do. */
export const shippingAfterMilliseconds = 2 * 60_000

/** One waiting job per attempt. */
export async function enqueueShippingReport(tx: Tx, payload: Of<'attemptId'>): Promise<void> {
  const runAt = new Date(tx.now.getTime() + shippingAfterMilliseconds)
  await enqueue(tx, 'shipping.report', payload, { runAt, key: `shipping.report:${payload.attemptId}` })
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

const matchSeconds = 5

/**
 * Early notices are looked at again in a while. The job is one for those of the same few seconds: were it one for all,
 * each new one would put it off, and in a rush it would never be done.
 */
export async function enqueueMatch(tx: Tx): Promise<void> {
  const { merchantId, now } = tx
  const slot = Math.floor(now.getTime() / (matchSeconds * 1000))
  const runAt = new Date((slot + 2) * matchSeconds * 1000)
  await enqueue(tx, 'notice.match', { merchantId }, { key: `notice.match:${merchantId}:${slot}`, runAt })
}
