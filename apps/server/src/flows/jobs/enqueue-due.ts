import { inGlobal } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { JobName, JobPayloads } from '../../jobs/catalog.ts'
import { enqueue } from '../../jobs/enqueue.ts'

export type DueJob = {
  [Name in JobName]: { name: Name; payload: JobPayloads[Name]; key: string; afterMilliseconds?: number }
}[JobName]

/** Several jobs at once, each in the place of the one that waits under its key. */
export async function enqueueDue(db: Db, jobs: readonly DueJob[]): Promise<void> {
  if (jobs.length === 0) return
  await inGlobal(db, async (tx) => {
    for (const { name, payload, key, afterMilliseconds } of jobs) {
      const runAt =
        afterMilliseconds === undefined ? {} : { runAt: new Date(tx.now.getTime() + afterMilliseconds) }
      await enqueue(tx, name, payload, { key, ...runAt })
    }
  })
}
