import { listOpenAttempts } from '../flows/payments/end-attempt.ts'
import { expireOrder as closeExpired } from '../flows/payments/expire-order.ts'
import { checkPayment } from './check-payment.ts'
import type { Parts } from './parts.ts'

/**
 * An unpaid order is over: its attempts are closed at the channel first, and what was paid after all is settled;
 * only then is the order closed and what it held let go. Throws when the channel is silent, to be run again.
 */
export async function expireOrder(
  parts: Parts,
  { merchantId, orderId }: { merchantId: string; orderId: string },
): Promise<void> {
  const harmless: string[] = []
  for (const { id: attemptId } of await listOpenAttempts(parts.db, { merchantId, orderId })) {
    const checked = await checkPayment(parts, { merchantId, attemptId }, { giveUp: true })
    if (checked === 'absent') harmless.push(attemptId)
  }
  const closed = await closeExpired(parts.db, { merchantId, orderId, harmless })
  if (!closed) throw new Error('an attempt is still open at the channel')
}
