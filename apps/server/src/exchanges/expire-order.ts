import { listOpenAttempts } from '../flows/payments/end-attempt.ts'
import { expireOrder as closeExpired } from '../flows/payments/expire-order.ts'
import { checkPayment } from './check-payment.ts'
import type { Parts } from './parts.ts'

type Of = { merchantId: string; orderId: string }

/**
 * An unpaid order is over: its attempts are closed at the channel first, and what was paid after all is settled;
 * only then is the order closed and what it held let go. Throws when the channel is silent, to be run again.
 */
export async function expireOrder(
  parts: Parts,
  { merchantId, orderId }: Of,
  patience: { timeoutMilliseconds?: number } = {},
): Promise<void> {
  const harmless: string[] = []
  for (const { id: attemptId } of await listOpenAttempts(parts.db, { merchantId, orderId })) {
    const checked = await checkPayment(parts, { merchantId, attemptId }, { giveUp: true, ...patience })
    if (checked === 'absent') harmless.push(attemptId)
  }
  const closed = await closeExpired(parts.db, { merchantId, orderId, harmless })
  if (!closed) throw new Error('an attempt is still open at the channel')
}

const waitingMilliseconds = 3000

/** Somebody who gave the order up is waiting: it is tried now, briefly. The job that was asked for does the rest. */
export async function expireOrderNow(parts: Parts, of: Of): Promise<void> {
  await expireOrder(parts, of, { timeoutMilliseconds: waitingMilliseconds }).catch((error: unknown) => {
    parts.log.info({ err: error, orderId: of.orderId }, 'left to the job to close')
  })
}
