import type { Parts } from '../exchanges/parts.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import type { DueJob } from '../flows/jobs/enqueue-due.ts'
import { inReport } from '../kernel/db.ts'
import {
  forgottenAttempts,
  forgottenOrders,
  forgottenPayouts,
  forgottenRefunds,
  merchantsToMatch,
} from '../reports/due-work.ts'

/** What was lost, or given up after its last attempt, is asked for again. */
export async function timeSweep(parts: Parts): Promise<void> {
  const due = await inReport(parts.db, async (read): Promise<DueJob[]> => {
    const merchants = await merchantsToMatch(read)
    const attempts = await forgottenAttempts(read)
    const refunds = await forgottenRefunds(read)
    const orders = await forgottenOrders(read)
    const payouts = await forgottenPayouts(read)
    return [
      ...merchants.map((merchantId) => ({
        name: 'notice.match' as const,
        payload: { merchantId },
        key: `notice.match:${merchantId}`,
      })),
      ...attempts.map((payload) => ({
        name: 'payment.poll' as const,
        payload,
        key: `payment.poll:${payload.attemptId}`,
      })),
      ...refunds.map((payload) => ({
        name: 'refund.poll' as const,
        payload,
        key: `refund:${payload.refundId}`,
      })),
      ...payouts.map((payload) => ({
        name: 'payout.push' as const,
        payload,
        key: `payout:${payload.payoutId}`,
      })),
      ...orders.map((payload) => ({
        name: 'order.expire' as const,
        payload,
        key: `order.expire:${payload.orderId}`,
      })),
    ]
  })
  if (due.length > 0) parts.log.warn({ jobs: due.length }, 'forgotten work was found')
  await enqueueDue(parts.db, due)
}
