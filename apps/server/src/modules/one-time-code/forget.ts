import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'

const keptMilliseconds = 24 * 3_600_000

export async function forgetCodes(tx: GlobalTx, limit: number): Promise<number> {
  const before = new Date(tx.now.getTime() - keptMilliseconds)
  const gone = await tx.query(sql`
    delete from one_time_code where id in (
      select id from one_time_code where expires_at < ${before} limit ${limit})
    returning 1`)
  return gone.length
}
