import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'

export type MessageEvent = 'order.paid' | 'card.redeemed' | 'refund.succeeded'

export type Told = {
  customerId: string
  event: MessageEvent
  subjectKind: string
  subjectId: string
  content: Record<string, unknown>
}

/** A row of the outbox; undefined when the subject's event was told already. */
export async function insertMessage(tx: Tx, told: Told): Promise<string | undefined> {
  const row = await tx.one(sql<{ id: string }>`
    insert into message (merchant_id, id, customer_id, event, subject_kind, subject_id, content, state, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${told.customerId}, ${told.event}, ${told.subjectKind},
      ${told.subjectId}, ${JSON.stringify(told.content)}::jsonb, 'pending', ${tx.now})
    on conflict (merchant_id, event, subject_id) do nothing returning id`)
  return row?.id
}
