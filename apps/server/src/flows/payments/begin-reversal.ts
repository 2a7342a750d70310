import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { enqueuePoll } from '../../jobs/payment-jobs.ts'
import { lockOrder } from '../../modules/order/index.ts'
import { addReversal, findAttempt, isOpen, lockAttempt } from '../../modules/payment/index.ts'

const againMilliseconds = 5000

/**
 * From here on no success of this attempt is booked by hearsay. Answers how often it has been asked back by now;
 * undefined when it has been decided otherwise. The job goes on if this process does not.
 */
export async function beginReversal(
  db: Db,
  { merchantId, attemptId }: { merchantId: string; attemptId: string },
): Promise<number | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    const found = await findAttempt(tx, attemptId)
    await lockOrder(tx, found!.orderId)
    const attempt = await lockAttempt(tx, attemptId)
    // Closed by a reversal, and yet the channel tells of a success: it is asked back once more.
    const isLate = attempt.state === 'closed' && attempt.reversals > 0
    if (!isOpen(attempt) && !isLate) return undefined
    const runAt = new Date(tx.now.getTime() + againMilliseconds)
    await enqueuePoll(tx, { merchantId, attemptId, runAt })
    return addReversal(tx, attempt)
  })
}
