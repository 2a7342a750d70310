import { sql } from 'kysely'
import { toStored } from './canonical.ts'
import { inMerchant } from './db.ts'
import type { Db, MerchantId, Tx } from './db.ts'
import type { Actor } from './idempotency.ts'

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
  const rows = events.map(
    (event) => sql`(${tx.merchantId}::uuid, ${tx.newId()}::uuid, ${tx.now}::timestamptz, ${event.actor.kind},
      ${event.actor.id}, ${event.action}, ${event.subjectKind}, ${event.subjectId},
      ${stored(event.before)}::jsonb, ${stored(event.after)}::jsonb)`,
  )
  await tx.query(sql`
    insert into audit_event
      (merchant_id, id, created_at, actor_kind, actor_id, action, subject_kind, subject_id, before, after)
    values ${sql.join(rows)}`)
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
