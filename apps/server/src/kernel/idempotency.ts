import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { contentHash, fromStored, toStored } from './canonical.ts'
import type { Tx } from './db.ts'
import { refusal } from './refusals.ts'

export type Actor = { kind: 'staff' | 'customer' | 'operator' | 'system'; id: string }

export type Keyed = { key: string; actor: Actor }

export const keyReused = refusal('command.key_reused', 409)

const keptMilliseconds = 72 * 3_600_000

export function forgottenBefore(now: Date): Date {
  return new Date(now.getTime() - keptMilliseconds)
}

type Stored = { hash: Buffer; answer: unknown }

/**
 * Runs `work` once per key (scope: merchant, actor, operation; kept 72 h). A twin waits on the primary key
 * until the first has committed and hears the same answer; other content under the same key is refused.
 * A refusal is not remembered: it undoes the key with everything else.
 */
export async function once<T, Input extends Keyed = Keyed>(
  tx: Tx,
  operation: string,
  input: Input,
  work: () => Promise<T>,
): Promise<T> {
  const { key, actor, ...content } = input
  assert(key.length > 0 && key.length <= 255, 'a key has 1 to 255 characters')
  const hash = contentHash(content)
  const scope = sql`${tx.merchantId}::uuid, ${actor.kind}::text, ${actor.id}::text, ${operation}::text, ${key}::text`

  if (!(await claimKey(tx, scope, hash))) return replay<T>(tx, scope, hash)

  const answer = toStored(await work())
  await tx.query(sql`
    update idempotency_key set answer = ${answer}::json
    where (merchant_id, actor_kind, actor_id, operation, key) = (${scope})`)
  return fromStored(JSON.parse(answer)) as T
}

async function claimKey(tx: Tx, scope: ReturnType<typeof sql>, hash: Buffer): Promise<boolean> {
  const forgotten = forgottenBefore(tx.now)
  const claimed = await tx.one(sql`
    insert into idempotency_key as kept (merchant_id, actor_kind, actor_id, operation, key, hash, created_at)
    values (${scope}, ${hash}, ${tx.now})
    on conflict (merchant_id, actor_kind, actor_id, operation, key)
    do update set hash = excluded.hash, answer = null, created_at = excluded.created_at
    where kept.created_at < ${forgotten}
    returning true`)
  return claimed !== undefined
}

async function replay<T>(tx: Tx, scope: ReturnType<typeof sql>, hash: Buffer): Promise<T> {
  const stored = await tx.one(sql<Stored>`
    select hash, answer from idempotency_key
    where (merchant_id, actor_kind, actor_id, operation, key) = (${scope})`)
  assert(stored, 'the key vanished while it was waited for')
  if (!stored.hash.equals(hash)) throw keyReused()
  return fromStored(stored.answer) as T
}

/** Drops keys that nobody may replay any more, a bounded number at a time; answers how many. */
export async function forgetKeys(tx: Tx, limit = 1000): Promise<number> {
  const forgotten = forgottenBefore(tx.now)
  const gone = await tx.query(sql`
    delete from idempotency_key where (merchant_id, actor_kind, actor_id, operation, key) in (
      select merchant_id, actor_kind, actor_id, operation, key from idempotency_key
      where merchant_id = ${tx.merchantId} and created_at < ${forgotten} limit ${limit})
    returning 1`)
  return gone.length
}
