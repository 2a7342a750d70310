import { sql } from 'kysely'
import type { MessageState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'

export type MessageEvent = 'order.paid' | 'card.redeemed' | 'refund.succeeded'

export type Told = {
  customerId: string
  event: MessageEvent
  subjectKind: string
  subjectId: string
  content: Record<string, unknown>
}

export type Message = Told & { id: string; state: MessageState; createdAt: Date }

const columns = sql`id, customer_id as "customerId", event, subject_kind as "subjectKind",
  subject_id as "subjectId", content, state, created_at as "createdAt"`

/** Undefined when the customer was told of this already: a subject is told of each event once. */
export async function insertMessage(tx: Tx, told: Told): Promise<string | undefined> {
  const row = await tx.one(sql<{ id: string }>`
    insert into message (merchant_id, id, customer_id, event, subject_kind, subject_id, content, state, created_at)
    values (${tx.merchantId}, ${tx.newId()}, ${told.customerId}, ${told.event}, ${told.subjectKind},
      ${told.subjectId}, ${JSON.stringify(told.content)}::jsonb, 'pending', ${tx.now})
    on conflict (merchant_id, event, subject_id) do nothing returning id`)
  return row?.id
}

export async function lockMessage(tx: Tx, id: string): Promise<Message | undefined> {
  return tx.one(sql<Message>`
    select ${columns} from message where merchant_id = ${tx.merchantId} and id = ${id} for update`)
}

export async function markMessage(
  tx: Tx,
  id: string,
  { state, note }: { state: MessageState; note: string },
): Promise<void> {
  await tx.query(sql`
    update message set state = ${state}, note = ${note.slice(0, 200)},
      sent_at = ${state === 'sent' ? tx.now : null}
    where merchant_id = ${tx.merchantId} and id = ${id}`)
}
