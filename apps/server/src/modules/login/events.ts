import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'
import type { StaffPlatform } from '../access/index.ts'

export type Visit = { platform: StaffPlatform; ip: string; agent: string }
export type LoginOutcome = 'entered' | 'wrong-password' | 'wrong-code' | 'locked'

const keptMilliseconds = 180 * 24 * 3_600_000

/** One try to come in by a login that exists; nothing is kept of names that nobody has. */
export async function recordLogin(
  tx: GlobalTx,
  loginId: string,
  { platform, ip, agent, outcome }: Visit & { outcome: LoginOutcome },
): Promise<void> {
  await tx.query(sql`
    insert into login_event (id, login_id, platform, outcome, ip, agent, created_at)
    values (${tx.newId()}, ${loginId}, ${platform}, ${outcome}, ${ip}, ${agent}, ${tx.now})`)
}

/** Tries are kept for half a year. */
export async function forgetLoginEvents(tx: GlobalTx, limit: number): Promise<number> {
  const before = new Date(tx.now.getTime() - keptMilliseconds)
  const gone = await tx.query(sql`
    delete from login_event where id in (
      select id from login_event where created_at < ${before} limit ${limit})
    returning 1`)
  return gone.length
}
