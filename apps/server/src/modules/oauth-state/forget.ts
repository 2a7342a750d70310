import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'

const keptMilliseconds = 24 * 3_600_000

export async function forgetOauthStates(tx: GlobalTx, limit: number): Promise<number> {
  const before = new Date(tx.now.getTime() - keptMilliseconds)
  const gone = await tx.query(sql`
    delete from oauth_state where state_hash in (
      select state_hash from oauth_state where created_at < ${before} limit ${limit})
    returning 1`)
  return gone.length
}
