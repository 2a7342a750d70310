import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { contentHash, fromStored, toStored } from './canonical.ts'
import type { Tx } from './db.ts'
import { forgottenBefore, keyReused } from './idempotency.ts'
import type { Keyed } from './idempotency.ts'
import type { Verdict } from './refusals.ts'

export type Answers<Request, Answer> = {
  /** Those to decide now, in the order they came: the first of each key that was not answered before. */
  open: readonly Request[]
  /** Keeps the answers with their keys, takes back the keys of those refused; every request's verdict, in order. */
  close(verdicts: ReadonlyMap<Request, Verdict<Answer>>): Promise<Verdict<Answer>[]>
}

type Claim<Request> = { first: Request; scope: string; key: Keyed; hash: Buffer }
type Stored = { actor_kind: string; actor_id: string; key: string; hash: Buffer; answer: unknown }

/**
 * `once` for a batch: keys are claimed by one statement in sorted order, so batches that share keys wait for each
 * other and hear the same answers. Twins inside the batch hear what the first of them hears.
 */
export async function onceEach<Request extends Keyed, Answer>(
  tx: Tx,
  operation: string,
  requests: readonly Request[],
): Promise<Answers<Request, Answer>> {
  const hashes = requests.map(hashOf)
  const claims = claimsOf(requests, hashes)
  const claimed = await claimKeys(tx, operation, [...claims.values()])
  const known = await findKnown(
    tx,
    operation,
    [...claims.values()].filter(({ scope }) => !claimed.has(scope)),
  )
  const mine = [...claims.values()].filter(({ scope }) => claimed.has(scope))

  return {
    open: mine.map(({ first }) => first),
    close: async (verdicts) => {
      const heard = new Map<string, Verdict<Answer>>()
      const kept: (Claim<Request> & { text: string })[] = []
      const dropped: Claim<Request>[] = []
      for (const claim of mine) {
        const verdict = verdicts.get(claim.first)
        assert(verdict, 'each open request has a verdict')
        if ('refused' in verdict) dropped.push(claim)
        else kept.push({ ...claim, text: toStored(verdict.answer) })
        heard.set(claim.scope, verdict)
      }
      for (const { scope, text } of kept) heard.set(scope, { answer: fromStored(JSON.parse(text)) as Answer })
      await keepAnswers(tx, operation, kept)
      await dropKeys(tx, operation, dropped)
      return requests.map((request, place) => verdictFor(scopeOf(request), hashes[place]!))

      function verdictFor(scope: string, hash: Buffer): Verdict<Answer> {
        const stored = known.get(scope)
        const first = stored?.hash ?? claims.get(scope)!.hash
        if (!first.equals(hash)) return { refused: keyReused() }
        return stored ? { answer: fromStored(stored.answer) as Answer } : heard.get(scope)!
      }
    },
  }
}

function hashOf(request: Keyed): Buffer {
  const { key: _, actor: __, ...content } = request
  return contentHash(content)
}

function scopeOf({ actor, key }: Keyed): string {
  return `${actor.kind} ${actor.id} ${key}`
}

function claimsOf<Request extends Keyed>(requests: readonly Request[], hashes: readonly Buffer[]) {
  const claims = new Map<string, Claim<Request>>()
  requests.forEach((request, place) => {
    const { key, actor } = request
    assert(key.length > 0 && key.length <= 255, 'a key has 1 to 255 characters')
    const scope = scopeOf(request)
    if (!claims.has(scope))
      claims.set(scope, { first: request, scope, key: { key, actor }, hash: hashes[place]! })
  })
  return claims
}

/** `unnest` keeps the order given, and sorted claims never wait for each other in a circle. */
async function claimKeys<Request>(
  tx: Tx,
  operation: string,
  claims: readonly Claim<Request>[],
): Promise<Set<string>> {
  const sorted = claims.toSorted((one, other) => (one.scope < other.scope ? -1 : 1))
  const rows = await tx.query(sql<Stored>`
    insert into idempotency_key as kept (merchant_id, actor_kind, actor_id, operation, key, hash, created_at)
    select ${tx.merchantId}::uuid, w.actor_kind, w.actor_id, ${operation}::text, w.key, w.hash,
      ${tx.now}::timestamptz
    from unnest(${columnsOf(sorted)}, ${sorted.map(({ hash }) => hash)}::bytea[])
      as w (actor_kind, actor_id, key, hash)
    on conflict (merchant_id, actor_kind, actor_id, operation, key)
    do update set hash = excluded.hash, answer = null, created_at = excluded.created_at
    where kept.created_at < ${forgottenBefore(tx.now)}
    returning actor_kind, actor_id, key`)
  return new Set(rows.map(scopeOfRow))
}

async function findKnown<Request>(
  tx: Tx,
  operation: string,
  claims: readonly Claim<Request>[],
): Promise<Map<string, Stored>> {
  if (claims.length === 0) return new Map()
  const keys = claims.map(({ key }) => key)
  const rows = await tx.query(sql<Stored>`
    select actor_kind, actor_id, key, hash, answer from idempotency_key
    where merchant_id = ${tx.merchantId} and operation = ${operation}
      and actor_kind = any(${[...new Set(keys.map(({ actor }) => actor.kind))]}::text[])
      and actor_id = any(${[...new Set(keys.map(({ actor }) => actor.id))]}::text[])
      and key = any(${keys.map(({ key }) => key)}::text[])`)
  const found = new Map(rows.map((row) => [scopeOfRow(row), row]))
  assert(
    claims.every(({ scope }) => found.has(scope)),
    'a key vanished while it was waited for',
  )
  return found
}

/** An insert that always conflicts is an update whose plan cannot go wrong. */
async function keepAnswers<Request>(
  tx: Tx,
  operation: string,
  kept: readonly (Claim<Request> & { text: string })[],
): Promise<void> {
  if (kept.length === 0) return
  await tx.query(sql`
    insert into idempotency_key (merchant_id, actor_kind, actor_id, operation, key, hash, answer, created_at)
    select ${tx.merchantId}::uuid, w.actor_kind, w.actor_id, ${operation}::text, w.key, w.hash,
      w.answer::json, ${tx.now}::timestamptz
    from unnest(${columnsOf(kept)}, ${kept.map(({ hash }) => hash)}::bytea[],
      ${kept.map(({ text }) => text)}::text[]) as w (actor_kind, actor_id, key, hash, answer)
    on conflict (merchant_id, actor_kind, actor_id, operation, key) do update set answer = excluded.answer`)
}

async function dropKeys<Request>(
  tx: Tx,
  operation: string,
  claims: readonly Claim<Request>[],
): Promise<void> {
  if (claims.length === 0) return
  await tx.query(sql`
    delete from idempotency_key kept using unnest(${columnsOf(claims)}) as w (actor_kind, actor_id, key)
    where kept.merchant_id = ${tx.merchantId} and kept.actor_kind = w.actor_kind
      and kept.actor_id = w.actor_id and kept.operation = ${operation} and kept.key = w.key`)
}

function columnsOf<Request>(claims: readonly Claim<Request>[]) {
  return sql`${claims.map(({ key }) => key.actor.kind)}::text[], ${claims.map(({ key }) => key.actor.id)}::text[],
    ${claims.map(({ key }) => key.key)}::text[]`
}

function scopeOfRow(row: Stored): string {
  return scopeOf({
    actor: { kind: row.actor_kind as Keyed['actor']['kind'], id: row.actor_id },
    key: row.key,
  })
}
