import type { Pool, PoolClient } from 'pg'
import { isOutage } from './outage.ts'

/**
 * The queue's own pool, as Graphile Worker should meet it: it repeats what failed with a few codes only, and what it
 * does not repeat when a job is over ends the whole process. So every outage gets one of those codes.
 */
export function patientQueue(queue: Pool): Pool {
  // Its listener calls back, and looks after failures by itself.
  const connect = (...words: [] | Parameters<Pool['connect']>) =>
    words.length > 0
      ? queue.connect(...(words as Parameters<Pool['connect']>))
      : queue.connect().then(patientClient, tellRepeatable)
  return withChanged(queue, { connect })
}

function patientClient(client: PoolClient): PoolClient {
  const query = async (...words: Parameters<PoolClient['query']>) => {
    try {
      return await (client.query(...words) as unknown as Promise<unknown>)
    } catch (error) {
      return tellRepeatable(error)
    }
  }
  return withChanged(client, { query })
}

function tellRepeatable(error: unknown): never {
  if (error instanceof Error && isOutage(error)) Object.assign(error, { code: 'ETIMEDOUT' })
  throw error
}

function withChanged<Whole extends object>(whole: Whole, changed: Record<string, unknown>): Whole {
  return new Proxy(whole, {
    get: (target, name) => {
      if (typeof name === 'string' && name in changed) return changed[name]
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value
    },
  })
}
