import { openPool } from '../kernel/db.ts'
import { runWorker } from '../work/run-worker.ts'
import type { RunningWorker } from '../work/run-worker.ts'
import type { Compose } from '../http/compose.ts'
import type { Config } from './config.ts'

const concurrency = 4
// One connection listens for new jobs, one keeps the timetable, the others take and end jobs.
const queueConnections = 4

/** Opens the queue with its own role and runs its jobs; `stop` lets those that run come to their end. */
export async function startWorker(
  parts: Compose,
  { queueUrl, setRoles }: Pick<Config['database'], 'queueUrl' | 'setRoles'>,
): Promise<RunningWorker> {
  const role = setRoles.queue ? 'sesame_queue' : undefined
  const queue = openPool(queueUrl, { role, max: queueConnections, statementSeconds: 30, plainTypes: true })
  try {
    const worker = await runWorker(parts, { queue, concurrency })
    return {
      ended: worker.ended,
      stop: async () => {
        await worker.stop()
        await queue.end()
      },
    }
  } catch (error) {
    await queue.end()
    throw error
  }
}
