import { sql } from 'kysely'
import type { GlobalTx } from '../kernel/db.ts'
import type { JobName, JobPayloads } from './catalog.ts'

export type EnqueueOptions = {
  /** Absent: as soon as a worker is free, whatever the clock passed in says. */
  runAt?: Date
  /** A waiting job with the same key is replaced. */
  key?: string
  attempts?: number
}

/** The job exists exactly when the transaction that asks for it commits. */
export async function enqueue<Name extends JobName>(
  tx: GlobalTx,
  name: Name,
  payload: JobPayloads[Name],
  options: EnqueueOptions = {},
): Promise<void> {
  const { runAt = null, key = null, attempts = 12 } = options
  await tx.query(sql`select sesame_jobs.enqueue(${name}::text, ${JSON.stringify(payload)}::json,
    ${runAt}::timestamptz, ${key}::text, ${attempts}::integer)`)
}

export type Wished<Name extends JobName> = { payload: JobPayloads[Name]; runAt?: Date | null; key?: string }

/** The same job for many, by one statement. */
export async function enqueueEach<Name extends JobName>(
  tx: GlobalTx,
  name: Name,
  wished: readonly Wished<Name>[],
  attempts = 12,
): Promise<void> {
  if (wished.length === 0) return
  await tx.query(sql`select sesame_jobs.enqueue_each(${name}::text,
    ${wished.map(({ payload }) => JSON.stringify(payload))}::text[],
    ${wished.map(({ runAt }) => runAt ?? null)}::timestamptz[], ${wished.map(({ key }) => key ?? null)}::text[],
    ${attempts}::integer)`)
}
