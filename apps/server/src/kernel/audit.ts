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

/** Writes one row with the change it tells of; the chain is made later, so it costs this nothing. */
export async function audit(tx: Tx, event: AuditEvent): Promise<void> {
  await auditEach(tx, [event])
}

export async function auditEach(tx: Tx, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.query(sql`
    insert into audit_event
      (merchant_id, created_at, id, actor_kind, actor_id, action, subject_kind, subject_id, before, after)
    select ${tx.merchantId}::uuid, ${tx.now}::timestamptz, w.* from ${unnested(events, {
      id: ['uuid', () => tx.newId()],
      actor_kind: ['text', ({ actor }) => actor.kind],
      actor_id: ['text', ({ actor }) => actor.id],
      action: ['text', ({ action }) => action],
      subject_kind: ['text', ({ subjectKind }) => subjectKind],
      subject_id: ['text', ({ subjectId }) => subjectId],
      before: ['jsonb', ({ before }) => stored(before)],
      after: ['jsonb', ({ after }) => stored(after)],
    })}`)
}

function stored(value: unknown): string | null {
  return value === undefined ? null : toStored(value)
}

/** Chains what has been committed since; one at a time per merchant. Answers how many rows it chained. */
export async function chainAudit(db: Db, merchantId: MerchantId, limit = 1000): Promise<number> {
  return inMerchant(db, merchantId, async (tx) => {
    const row = await tx.one(sql<{ chained: number }>`
      select audit_chain(${merchantId}::uuid, ${tx.now}::timestamptz, ${limit}::integer) as chained`)
    return row?.chained ?? 0
  })
}
