import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'

const keptMilliseconds = 30 * 24 * 3_600_000

/** Sessions are kept for a month after their end, for whoever asks where they were logged in. */
export async function forgetSessions(tx: GlobalTx, limit: number): Promise<number> {
  const before = new Date(tx.now.getTime() - keptMilliseconds)
  const gone = await tx.query(sql`
    delete from session where id in (
      select id from session where expires_at < ${before} or revoked_at < ${before} limit ${limit})
    returning 1`)
  return gone.length
}
