import { sql } from 'kysely'
import { enqueue } from '../../jobs/enqueue.ts'
import type { Tx } from '../../kernel/db.ts'

export type MessageEvent = 'order.paid' | 'card.redeemed' | 'refund.succeeded'

export type Told = {
  customerId: string
  event: MessageEvent
  subjectKind: string
  subjectId: string
  content: Record<string, unknown>
}

/** Writes to the outbox with the change it tells of; a subject is told of each event once. A job sends it. */
export async function tell(tx: Tx, told: Told): Promise<void> {
  const row = await tx.one(sql<{ id: string }>`
    insert into message (merchant_id, id, customer_id, event, subject_kind, subject_id, content, state, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${told.customerId}, ${told.event}, ${told.subjectKind},
      ${told.subjectId}, ${JSON.stringify(told.content)}::jsonb, 'pending', ${tx.now})
    on conflict (merchant_id, event, subject_id) do nothing returning id`)
  if (row) await enqueue(tx, 'message.send', { merchantId: tx.merchantId, messageId: row.id })
}
