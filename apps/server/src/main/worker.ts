import { setTimeout as sleep } from 'node:timers/promises'
import { openPool } from '../kernel/db.ts'
import { isOutage } from '../kernel/outage.ts'
import { runWorker } from '../work/run-worker.ts'
import type { RunningWorker } from '../work/run-worker.ts'
import type { Compose } from '../http/compose.ts'
import type { Config } from './config.ts'

const concurrency = 4
// One connection listens for new jobs, one keeps the timetable, the others take and end jobs.
const queueConnections = 4
const restartMilliseconds = 1000

/** Opens the queue with its own role and runs its jobs; `stop` lets those that run come to their end. */
export async function startWorker(
  parts: Compose,
  { queueUrl, setRoles }: Pick<Config['database'], 'queueUrl' | 'setRoles'>,
): Promise<RunningWorker> {
  const role = setRoles.queue ? 'sesame_queue' : undefined
  const queue = openPool(queueUrl, { role, max: queueConnections, statementSeconds: 30, plainTypes: true })
  const start = () => runWorker(parts, { queue, concurrency })
  let worker: RunningWorker
  try {
    worker = await start()
  } catch (error) {
    await queue.end()
    throw error
  }
  let isStopping = false
  /** The api goes on without it, so an outage of the database must not end the process. */
  const keepRunning = async (): Promise<void> => {
    for (;;) {
      try {
        return await worker.ended
      } catch (error) {
        if (isStopping || !isOutage(error)) throw error
        parts.log.error({ err: error }, 'the worker broke off and begins anew')
        worker = await startAgain()
      }
    }
  }
  const startAgain = async (): Promise<RunningWorker> => {
    for (;;) {
      await sleep(restartMilliseconds)
      const begun = await start().catch((error: unknown) => {
        if (!isOutage(error)) throw error
      })
      if (begun) return begun
    }
  }
  return {
    ended: keepRunning(),
    stop: async () => {
      isStopping = true
      await worker.stop()
      await queue.end()
    },
  }
}
