import { Logger, run } from 'graphile-worker'
import type { TaskList } from 'graphile-worker'
import { Histogram } from 'prom-client'
import type { Parts } from '../exchanges/parts.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import type { Db } from '../kernel/db.ts'
import type { Log } from '../kernel/log.ts'
import type { Metrics } from '../kernel/metrics.ts'
import { handlersOf } from './handlers.ts'
import { patientQueue } from '../kernel/patient-queue.ts'
import { cronItems } from './schedule.ts'

export type RunningWorker = {
  /** Settles when it ends: rejected when it broke off by itself. */
  ended: Promise<void>
  stop(): Promise<void>
}

export type WorkerOptions = {
  /** The queue's own connections, with its role; handlers use the app's. */
  queue: Db['app']
  concurrency?: number
  pollMilliseconds?: number
}

/** Runs due jobs until it is stopped; then those that run may end. */
export async function runWorker(
  parts: Parts & { metrics: Metrics },
  { queue, concurrency = 4, pollMilliseconds = 1000 }: WorkerOptions,
): Promise<RunningWorker> {
  const runner = await run({
    pgPool: patientQueue(queue),
    taskList: tasksOf(parts),
    parsedCronItems: cronItems(),
    concurrency,
    pollInterval: pollMilliseconds,
    noHandleSignals: true,
    logger: loggerOf(parts.log),
  })
  // The timetable begins at the next minute; what needs seconds begins now.
  await enqueueDue(parts.db, [{ name: 'timer.audit', payload: {}, key: 'timer.audit' }])
  return { ended: runner.promise, stop: () => runner.stop() }
}

function tasksOf(parts: Parts & { metrics: Metrics }): TaskList {
  const duration = new Histogram({
    name: 'sesame_job_seconds',
    help: 'How long jobs took, by name and outcome',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60],
    registers: [parts.metrics],
  })
  return Object.fromEntries(
    Object.entries(handlersOf(parts)).map(([name, handle]) => [
      name,
      async (payload: unknown, { job }: { job: { id: string; attempts: number; max_attempts: number } }) => {
        const end = duration.startTimer({ job: name })
        try {
          await (handle as (payload: unknown) => Promise<unknown>)(payload)
          end({ outcome: 'done' })
        } catch (error) {
          end({ outcome: 'failed' })
          const { id, attempts, max_attempts: attemptsMax } = job
          parts.log.error({ err: error, job: name, id, attempts, attemptsMax }, 'a job failed')
          throw error
        }
      },
    ]),
  )
}

/** The queue's own chatter is for those who look for it; failures of jobs are logged above. */
function loggerOf(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ queue: true }, message)
    else log.debug({ queue: true }, message)
  })
}
