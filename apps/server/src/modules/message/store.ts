import { sql } from 'kysely'
import type { MessageState } from '@sesame/contract/states'
import type { Tx } from '../../kernel/db.ts'
import { unnested } from '../../kernel/unnested.ts'

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

/** A subject is told of each event once: those told before have no id in the answer. */
export async function insertMessages(tx: Tx, told: readonly Told[]): Promise<string[]> {
  const rows = await tx.query(sql<{ id: string }>`
    insert into message (merchant_id, state, created_at, id, customer_id, event, subject_kind, subject_id, content)
    select ${tx.merchantId}::uuid, 'pending', ${tx.now}::timestamptz, w.* from ${unnested(told, {
      id: ['uuid', () => tx.newId()],
      customer_id: ['uuid', ({ customerId }) => customerId],
      event: ['text', ({ event }) => event],
      subject_kind: ['text', ({ subjectKind }) => subjectKind],
      subject_id: ['uuid', ({ subjectId }) => subjectId],
      content: ['jsonb', ({ content }) => JSON.stringify(content)],
    })}
    on conflict (merchant_id, event, subject_id) do nothing returning id`)
  return rows.map(({ id }) => id)
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
