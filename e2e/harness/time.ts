import pg from 'pg'
import { inject } from 'vitest'

/** Lets the minutes pass that a waiting job would wait: what is due then is due now. */
export async function passTimeOf(key: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('system').env.DATABASE_URL })
  await client.connect()
  try {
    await client.query(
      `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now())
       from graphile_worker.jobs where key = $1 and locked_at is null`,
      [key],
    )
  } finally {
    await client.end()
  }
}
