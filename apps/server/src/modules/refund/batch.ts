import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Fen } from '../../kernel/money.ts'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import { unnested } from '../../kernel/unnested.ts'

export const refundBatchNotFound = refusal('refund.batch_not_found', 404)
export const refundBatchNotDraft = refusal('refund.batch_not_draft', 409)
export const refundBatchCash = refusal('refund.batch_cash', 409)
export const refundBatchTwice = refusal('refund.batch_twice', 409)

const refundBatchStates = states({
  draft: ['running', 'discarded'],
  running: ['done'],
  done: [],
  discarded: [],
})
export type RefundBatchState = (typeof refundBatchStates.all)[number]

export type RefundBatch = { id: string; state: RefundBatchState; reason: string; createdBy: string }
export type RefundBatchRow = {
  position: number
  orderNumber: string
  orderId: string | null
  amountFen: Fen
  refundId: string | null
  /** The code of what keeps it from being refunded. */
  refused: string | null
}

const columns = sql`id, state, reason, created_by as "createdBy"`

export async function lockRefundBatch(tx: Tx, id: string): Promise<RefundBatch> {
  const batch = await tx.one(sql<RefundBatch>`
    select ${columns} from refund_batch where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!batch) throw refundBatchNotFound({ batchId: id })
  return batch
}

type Draft = Pick<RefundBatch, 'reason' | 'createdBy'> & { rows: readonly Omit<RefundBatchRow, 'position'>[] }

export async function insertRefundBatch(tx: Tx, { reason, createdBy, rows }: Draft): Promise<string> {
  const id = tx.newId()
  await tx.query(sql`
    insert into refund_batch (merchant_id, id, state, reason, created_by, created_at)
    values (${tx.merchantId}, ${id}, 'draft', ${reason}, ${createdBy}, ${tx.now})`)
  await tx.query(sql`
    insert into refund_batch_row (merchant_id, batch_id, position, order_number, order_id, amount_fen, refused)
    select ${tx.merchantId}::uuid, ${id}::uuid, w.* from ${unnested(rows, {
      position: ['integer', (_, place) => place],
      order_number: ['text', ({ orderNumber }) => orderNumber],
      order_id: ['uuid', ({ orderId }) => orderId],
      amount_fen: ['bigint', ({ amountFen }) => amountFen],
      refused: ['text', ({ refused }) => refused],
    })}`)
  return id
}

/** The caller holds the row's lock. */
export async function markRefundBatch(tx: Tx, batch: RefundBatch, state: RefundBatchState): Promise<void> {
  refundBatchStates.check(batch.state, state)
  await tx.query(sql`
    update refund_batch set state = ${state},
      confirmed_at = ${state === 'running' ? tx.now : null}::timestamptz,
      finished_at = ${state === 'done' ? tx.now : null}::timestamptz
    where merchant_id = ${tx.merchantId} and id = ${batch.id}`)
}

/** The next one of which nothing is decided. */
export async function findWaitingRow(tx: Tx, batchId: string): Promise<RefundBatchRow | undefined> {
  return tx.one(sql<RefundBatchRow>`
    select position, order_number as "orderNumber", order_id as "orderId", amount_fen as "amountFen",
      refund_id as "refundId", refused
    from refund_batch_row
    where merchant_id = ${tx.merchantId} and batch_id = ${batchId} and refund_id is null and refused is null
    order by position limit 1`)
}

export async function decideRow(
  tx: Tx,
  batchId: string,
  { position, refundId, refused }: Pick<RefundBatchRow, 'position' | 'refundId' | 'refused'>,
): Promise<void> {
  const decided = await tx.one(sql`
    update refund_batch_row set refund_id = ${refundId}, refused = ${refused}
    where merchant_id = ${tx.merchantId} and batch_id = ${batchId} and position = ${position}
      and refund_id is null and refused is null returning true`)
  assert(decided, 'a row is decided once, under the lock of its batch')
}
