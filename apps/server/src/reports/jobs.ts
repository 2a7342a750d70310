import { sql } from 'kysely'
import type { AnswerOf, QueryOf } from '@sesame/contract/route'
import type { operatorRoutes } from '@sesame/contract/operator'
import { jobTitles } from '../jobs/catalog.ts'
import type { JobName } from '../jobs/catalog.ts'
import { timetable } from '../jobs/timetable.ts'
import type { ReportTx, Sql } from '../kernel/db.ts'
import { refusal } from '../kernel/refusals.ts'
import { when } from './filters.ts'
import { afterCursor, cursorWrong, limitOf, pageOf } from './paging.ts'

export const jobNotFound = refusal('job.not_found', 404)

type Job = AnswerOf<typeof operatorRoutes.retryJob>
type Row = Omit<Job, 'runAt' | 'createdAt'> & { runAt: Date; createdAt: Date }

const state = sql`case when j.locked_at is not null then 'running' when j.attempts >= j.max_attempts then 'dead'
  when j.attempts > 0 then 'retrying' else 'waiting' end`

const rowsOf = (where: Sql, limit: number): Sql<Row> => sql<Row>`
  select j.id::text as id, j.name, ${state} as state, (j.payload ->> 'merchantId')::uuid as "merchantId",
    m.name as "merchantName",
    coalesce(j.payload ->> 'orderId', j.payload ->> 'attemptId', j.payload ->> 'refundId',
      j.payload ->> 'messageId', '') as subject,
    j.attempts::integer as attempts, j.max_attempts::integer as "attemptsMax", j.run_at as "runAt",
    j.created_at as "createdAt", left(j.last_error, 300) as "lastError"
  from sesame_jobs.job j left join merchant m on m.id = (j.payload ->> 'merchantId')::uuid
  where ${where} order by j.id desc limit ${limit}`

/** What waits, runs, is tried again, or was given up; the newest first. */
export async function listJobs(read: ReportTx, query: QueryOf<typeof operatorRoutes.listJobs>) {
  const limit = limitOf(query)
  const where = sql`true ${when(query.state, (word) => sql`${state} = ${word}`)}
    ${when(query.name, (name) => sql`j.name = ${name}`)}
    ${when(query.cursor, (cursor) => sql`j.id < ${idOf(cursor)}::bigint`)}`
  const rows = await read.query(rowsOf(sql`${where}`, limit + 1))
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null }
}

function idOf(cursor: string): string {
  if (!/^\d{1,18}$/.test(cursor)) throw cursorWrong()
  return cursor
}

export async function getJob(read: ReportTx, jobId: string): Promise<Row> {
  const row = await read.one(rowsOf(sql`j.id = ${jobId}::bigint`, 1))
  if (!row) throw jobNotFound({ jobId })
  return row
}

type Count = { name: string; waiting: number; running: number; retrying: number; dead: number }

/** How much of each kind there is, and the timetable with what ran last. */
export async function summarizeJobs(read: ReportTx) {
  const counted = await read.query(sql<Count>`
    select j.name, count(*) filter (where ${state} = 'waiting')::integer as waiting,
      count(*) filter (where ${state} = 'running')::integer as running,
      count(*) filter (where ${state} = 'retrying')::integer as retrying,
      count(*) filter (where ${state} = 'dead')::integer as dead
    from sesame_jobs.job j group by j.name`)
  const ran = await read.query(sql<{ name: string; at: Date | null }>`
    select name, last_execution as at from sesame_jobs.timetable`)
  const none = { waiting: 0, running: 0, retrying: 0, dead: 0 }
  const names = Object.keys(jobTitles) as JobName[]
  return {
    items: names.map((name) => ({
      ...none,
      ...counted.find((count) => count.name === name),
      name,
      title: jobTitles[name],
    })),
    timetable: timetable.map(({ name, pattern }) => ({
      name,
      title: jobTitles[name],
      pattern,
      lastRunAt: ran.find((row) => row.name === name)?.at ?? null,
    })),
  }
}

type Refused = Omit<AnswerOf<typeof operatorRoutes.listRefusedNotices>['items'][number], 'at'> & { at: Date }

/** Notices that were not what they claimed to be. */
export async function listRefusedNotices(
  read: ReportTx,
  query: QueryOf<typeof operatorRoutes.listRefusedNotices>,
) {
  const rows = await read.query(sql<Refused>`
    select n.id, n.created_at as at, n.provider, n.channel_account_id as "channelAccountId", n.reason, n.ip
    from refused_notice n where true ${afterCursor(query, sql`n.created_at`, sql`n.id`)}
    order by n.created_at desc, n.id desc limit ${limitOf(query) + 1}`)
  return pageOf(rows, query, (row) => row.at)
}
