import { sql } from 'kysely'
import { toStored } from './canonical.ts'
import { inMerchant } from './db.ts'
import type { Db, MerchantId, Tx } from './db.ts'
import type { Actor } from './idempotency.ts'
import { unnested } from './unnested.ts'

export type AuditEvent = {
  actor: Actor
  action: string
  subjectKind: string
  subjectId: string
  before?: unknown
  after?: unknown
}

/** Writes one row with the change it tells of. The chain is made later: what is written here waits for it. */
export async function audit(tx: Tx, event: AuditEvent): Promise<void> {
  await auditEach(tx, [event])
}

export async function auditEach(tx: Tx, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return
  const ids = events.map(() => tx.newId())
  await tx.query(sql`
    with waiting as (
      insert into audit_pending (merchant_id, first_id, event_ids) values (${tx.merchantId}, ${ids[0]}, ${ids}::uuid[]))
    insert into audit_event
      (merchant_id, created_at, id, actor_kind, actor_id, action, subject_kind, subject_id, before, after)
    select ${tx.merchantId}::uuid, ${tx.now}::timestamptz, w.* from ${unnested(events, {
      id: ['uuid', (_, place) => ids[place]],
      actor_kind: ['text', ({ actor }) => actor.kind],
      actor_id: ['text', ({ actor }) => actor.id],
      action: ['text', ({ action }) => action],
      subject_kind: ['text', ({ subjectKind }) => subjectKind],
      subject_id: ['text', ({ subjectId }) => subjectId],
      before: ['jsonb', ({ before }) => stored(before)],
      after: ['jsonb', ({ after }) => stored(after)],
    })}`)
}

/**
 * Of what is found again at each look, and stays as it is: written the first time. The caller has the subject's lock,
 * so twins wait for each other.
 */
export async function auditOnce(tx: Tx, event: AuditEvent): Promise<void> {
  const known = await tx.one(sql`
    select from audit_event where merchant_id = ${tx.merchantId} and subject_kind = ${event.subjectKind}
      and subject_id = ${event.subjectId} and action = ${event.action}
      and after is not distinct from ${stored(event.after)}::jsonb limit 1`)
  if (!known) await audit(tx, event)
}

function stored(value: unknown): string | null {
  return value === undefined ? null : toStored(value)
}

/**
 * Chains what waits, up to the limit or somewhat more; one at a time per merchant. Answers how many rows it chained:
 * fewer than the limit when nothing waits any more.
 */
export async function chainAudit(db: Db, merchantId: MerchantId, limit = 1000): Promise<number> {
  return inMerchant(db, merchantId, async (tx) => {
    const row = await tx.one(sql<{ chained: number }>`
      select audit_chain(${merchantId}::uuid, ${tx.now}::timestamptz, ${limit}::integer) as chained`)
    return row?.chained ?? 0
  })
}
