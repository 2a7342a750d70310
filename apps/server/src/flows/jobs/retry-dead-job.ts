import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { retryJob } from '../../jobs/retry-job.ts'

export type RetryDeadJob = { merchantId: string; key: string; actor: Actor; jobId: string }

/** The operator has a given-up job tried again; it is written down in the operator's own log. */
export async function retryDeadJob(db: Db, input: RetryDeadJob): Promise<{ jobId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'retry-job', input, async () => {
      const { actor, jobId } = input
      await retryJob(tx, jobId)
      await audit(tx, { actor, action: 'job.retried', subjectKind: 'job', subjectId: jobId })
      return { jobId }
    }),
  )
}
