import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'
import { codeTooSoon, drawCode, hashCode, lifeSeconds, resendSeconds, triesMax } from './rules.ts'

type Code = { id: string; codeHash: string; tries: number; createdAt: Date }

const later = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)

/** A new code for a mobile; the one before is void. Refused within a minute of it. */
export async function makeCode(tx: GlobalTx, fingerprint: string): Promise<{ id: string; code: string }> {
  await lockMobile(tx, fingerprint)
  const last = await tx.one(sql<{ createdAt: Date }>`
    select created_at as "createdAt" from one_time_code where mobile_fingerprint = ${fingerprint}
    order by created_at desc limit 1`)
  if (last) {
    const next = later(last.createdAt, resendSeconds)
    if (next > tx.now)
      throw codeTooSoon({ retryAfterSeconds: Math.ceil((next.getTime() - tx.now.getTime()) / 1000) })
  }
  await tx.query(sql`delete from one_time_code where mobile_fingerprint = ${fingerprint}`)
  const id = tx.newId()
  const code = drawCode(tx.random)
  await tx.query(sql`
    insert into one_time_code (id, mobile_fingerprint, code_hash, created_at, expires_at)
    values (${id}, ${fingerprint}, ${hashCode(id, code)}, ${tx.now}, ${later(tx.now, lifeSeconds)})`)
  return { id, code }
}

/** A code that was not sent bars nobody from asking again. */
export async function dropCode(tx: GlobalTx, id: string): Promise<void> {
  await tx.query(sql`delete from one_time_code where id = ${id}`)
}

export type Tried = 'right' | 'wrong' | 'expired'

/**
 * A code is good once, for five minutes and five tries. Wrong tries count only if the transaction commits, so
 * the caller refuses after it, not in it.
 */
export async function tryCode(tx: GlobalTx, fingerprint: string, code: string): Promise<Tried> {
  const row = await tx.one(sql<Code>`
    select id, code_hash as "codeHash", tries, created_at as "createdAt" from one_time_code
    where mobile_fingerprint = ${fingerprint} and used_at is null and expires_at > ${tx.now}
    order by created_at desc limit 1 for update`)
  if (!row || row.tries >= triesMax) return 'expired'
  const right = row.codeHash === hashCode(row.id, code)
  await tx.query(sql`
    update one_time_code set tries = tries + 1, used_at = ${right ? tx.now : null} where id = ${row.id}`)
  return right ? 'right' : 'wrong'
}

/** Taken by whatever gives a verified mobile to a person: one mobile, one at a time. */
export async function lockMobile(tx: GlobalTx, fingerprint: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('mobile ' || ${fingerprint}, 0))`)
}
