import type { Pool } from 'pg'
import type { Parts } from '../src/exchanges/parts.ts'
import { handlersOf } from '../src/work/handlers.ts'
import type { JobName } from '../src/jobs/catalog.ts'

type Due = { id: bigint; name: JobName; payload: unknown }

/**
 * Runs what is due by the clock that was passed in, in order, one by one: for tests, whose time
 * is not the machine's. What is asked for without a time is due at once. A failure is thrown.
 */
export async function runDueJobs(
  parts: Parts,
  queue: Pool,
  { jobsMax = 10_000 }: { jobsMax?: number } = {},
): Promise<number> {
  const handlers = handlersOf(parts)
  for (let ran = 0; ran < jobsMax; ran++) {
    const job = await takeDue(queue, parts.db.clock.now())
    if (!job) return ran
    await (handlers[job.name] as (payload: unknown) => Promise<unknown>)(job.payload)
  }
  throw new Error(`more than ${jobsMax} jobs are due`)
}

/** Taken before it runs, so that a job may ask for itself again under its own key. */
async function takeDue(queue: Pool, now: Date): Promise<Due | undefined> {
  const { rows } = await queue.query<Due>(
    `select id, name, payload from sesame_jobs.job
     where locked_at is null and attempts < max_attempts and (run_at <= $1 or run_at in (created_at, updated_at))
     order by case when run_at in (created_at, updated_at) then $1 else run_at end, id limit 1`,
    [now],
  )
  const [job] = rows
  if (job) await queue.query('select graphile_worker.complete_jobs(array[$1::bigint])', [job.id])
  return job
}
