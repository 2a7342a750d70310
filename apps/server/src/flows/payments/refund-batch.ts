import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { fen } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import { Refusal } from '../../kernel/refusals.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { isInScope } from '../../modules/access/index.ts'
import type { Sight } from '../../modules/access/index.ts'
import { findOrder, idsOfNumbers, orderNotFound } from '../../modules/order/index.ts'
import {
  decideRow,
  findWaitingRow,
  insertRefundBatch,
  lockRefundBatch,
  markRefundBatch,
  refundBatchCash,
  refundBatchNotDraft,
  refundBatchTwice,
} from '../../modules/refund/index.ts'
import type { RefundBatchRow } from '../../modules/refund/index.ts'
import { previewRefund } from './parts/preview-refund.ts'
import { requestRefundIn } from './parts/make-refund.ts'

export type DraftBatch = {
  merchantId: string
  key: string
  actor: Actor
  sight: Sight
  reason: string
  orderNumbers: readonly string[]
}

type Row = Omit<RefundBatchRow, 'position'>

/**
 * Many orders to be refunded in whole, each with its amount or with why not. Nothing moves before it is confirmed; what
 * was looked at is looked at again then.
 */
export async function draftRefundBatch(db: Db, input: DraftBatch): Promise<{ batchId: string }> {
  const { merchantId, key, actor, sight, reason, orderNumbers } = input
  const numbers = orderNumbers.map((number) => number.trim())
  const ids = await inMerchant(db, merchantId, (tx) => idsOfNumbers(tx, numbers))
  const rows: Row[] = []
  for (const [place, orderNumber] of numbers.entries()) {
    const isTwice = numbers.indexOf(orderNumber) < place
    const orderId = ids.get(orderNumber)
    rows.push({ orderNumber, ...(await lookAt(db, { merchantId, actor, sight, orderId, isTwice })) })
  }
  return inMerchant(db, merchantId, (tx) =>
    once(tx, 'draft-refund-batch', { key, actor, reason, orderNumbers }, async () => ({
      batchId: await insertRefundBatch(tx, { reason, createdBy: actor.id, rows }),
    })),
  )
}

type Looked = Pick<DraftBatch, 'merchantId' | 'actor' | 'sight'> & {
  orderId: string | undefined
  isTwice: boolean
}

async function lookAt(db: Db, { orderId, isTwice, ...by }: Looked): Promise<Omit<Row, 'orderNumber'>> {
  const none = { orderId: null, amountFen: fen(0), refundId: null }
  if (!orderId) return { ...none, refused: orderNotFound.code }
  const order = await inMerchant(db, by.merchantId, (tx) => findOrder(tx, orderId))
  const owner = { storeId: order!.storeId, staffId: order!.sellerId }
  if (!isInScope(by.sight, owner)) return { ...none, refused: orderNotFound.code }
  if (isTwice) return { ...none, orderId, refused: refundBatchTwice.code }
  if (order!.tender === 'cash') return { ...none, orderId, refused: refundBatchCash.code }
  const seen = await previewRefund(db, { ...by, orderId })
  return 'refused' in seen
    ? { ...none, orderId, refused: seen.refused.code }
    : { ...none, orderId, amountFen: seen.amountFen, refused: null }
}

export type ByBatch = { merchantId: string; key: string; actor: Actor; batchId: string }

/** From now on a job works through it. */
export async function confirmRefundBatch(db: Db, input: ByBatch): Promise<{ batchId: string }> {
  return decideBatch(db, input, 'running')
}

export async function discardRefundBatch(db: Db, input: ByBatch): Promise<{ batchId: string }> {
  return decideBatch(db, input, 'discarded')
}

async function decideBatch(
  db: Db,
  input: ByBatch,
  state: 'running' | 'discarded',
): Promise<{ batchId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, `refund-batch-${state}`, input, async () => {
      const { merchantId, actor, batchId } = input
      const batch = await lockRefundBatch(tx, batchId)
      if (batch.state !== 'draft') throw refundBatchNotDraft({ batchId, state: batch.state })
      await markRefundBatch(tx, batch, state)
      if (state === 'running')
        await enqueue(tx, 'refund.batch', { merchantId, batchId }, { key: `refund.batch:${batchId}` })
      const action = state === 'running' ? 'refund.batch_confirmed' : 'refund.batch_discarded'
      await audit(tx, { actor, action, subjectKind: 'refund_batch', subjectId: batchId })
      return { batchId }
    }),
  )
}

type OfBatch = { merchantId: string; batchId: string }

/**
 * Works through what waits, one order in a transaction of its own with its row, so it may be broken off and begun again
 * anywhere. One that is refused keeps none of the others waiting.
 */
export async function workRefundBatch(db: Db, of: OfBatch): Promise<void> {
  for (;;) {
    const done = await refundNext(db, of).catch((error: unknown) => refuseRow(db, of, error))
    if (done) return
  }
}

class RowRefused extends Error {
  readonly position: number
  readonly refusal: Refusal
  constructor(position: number, refusal: Refusal) {
    super(refusal.code)
    this.position = position
    this.refusal = refusal
  }
}

async function refundNext(db: Db, { merchantId, batchId }: OfBatch): Promise<boolean> {
  return inMerchant(db, merchantId, async (tx) => {
    const batch = await lockRefundBatch(tx, batchId)
    if (batch.state !== 'running') return true
    const row = await findWaitingRow(tx, batchId)
    if (!row) {
      await markRefundBatch(tx, batch, 'done')
      return true
    }
    const refundId = await refundRow(tx, batch, row)
    await decideRow(tx, batchId, { position: row.position, refundId, refused: null })
    return false
  })
}

async function refundRow(
  tx: Tx,
  batch: { id: string; reason: string; createdBy: string },
  { position, orderId, amountFen }: { position: number; orderId: string | null; amountFen: Fen },
): Promise<string> {
  try {
    const { refundId } = await requestRefundIn(tx, {
      merchantId: tx.merchantId,
      key: `batch:${batch.id}:${position}`,
      actor: { kind: 'staff', id: batch.createdBy },
      staffId: batch.createdBy,
      orderId: orderId!,
      reason: batch.reason,
      expectedFen: amountFen,
    })
    return refundId
  } catch (error) {
    // It undoes the transaction, so it is written down by the next.
    throw error instanceof Refusal ? new RowRefused(position, error) : error
  }
}

async function refuseRow(db: Db, { merchantId, batchId }: OfBatch, error: unknown): Promise<false> {
  if (!(error instanceof RowRefused)) throw error
  const { position, refusal } = error
  await inMerchant(db, merchantId, async (tx) => {
    await lockRefundBatch(tx, batchId)
    const waiting = await findWaitingRow(tx, batchId)
    if (waiting?.position === position)
      await decideRow(tx, batchId, { position, refundId: null, refused: refusal.code })
  })
  return false
}
