import { sql } from 'kysely'
import type { GlobalTx } from '../kernel/db.ts'
import { refusal } from '../kernel/refusals.ts'

export const jobNotDead = refusal('job.not_dead', 409)

/** A dead letter starts over with all its attempts. */
export async function retryJob(tx: GlobalTx, jobId: string): Promise<void> {
  const row = await tx.one(sql<{ retried: boolean }>`select sesame_jobs.retry(${jobId}::bigint) as retried`)
  if (!row?.retried) throw jobNotDead({ jobId })
}
