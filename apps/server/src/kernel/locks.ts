import type { Db } from './db.ts'

/**
 * Runs `work` while no other process does under the same name. It holds a connection but no transaction, so
 * `work` may talk to the network, within bounds; whoever waits longer than a statement may take gives up.
 */
export async function withLock<T>(db: Db, name: string, work: () => Promise<T>): Promise<T> {
  const client = await db.app.connect()
  let broken: Error | undefined
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
    try {
      return await work()
    } finally {
      await client
        .query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
        .catch((error: Error) => {
          broken = error
        })
    }
  } finally {
    // A connection that could not unlock is closed, and with it the lock ends.
    client.release(broken)
  }
}
