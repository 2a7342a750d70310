import type { FastifyInstance } from 'fastify'
import { refundBatchRoutes } from '@sesame/contract/refund-batches'
import {
  confirmRefundBatch,
  discardRefundBatch,
  draftRefundBatch,
} from '../../flows/payments/refund-batch.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getRefundBatchView, listRefundBatches } from '../../reports/refund-batches.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Many orders refunded at once. */
export function refundBatches(app: FastifyInstance, { db }: Compose): void {
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  const view = (caller: StaffCaller, batchId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getRefundBatchView(tx, batchId))

  serve(app, refundBatchRoutes.listRefundBatches, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listRefundBatches(tx, query)),
  )
  serve(app, refundBatchRoutes.draftRefundBatch, async ({ caller, key, body }) => {
    const { batchId } = await draftRefundBatch(db, { ...by(caller, key), sight: caller, ...body })
    return view(caller, batchId)
  })
  serve(app, refundBatchRoutes.getRefundBatch, async ({ caller, params }) => view(caller, params.batchId))
  serve(app, refundBatchRoutes.confirmRefundBatch, async ({ caller, key, params }) => {
    const { batchId } = await confirmRefundBatch(db, { ...by(caller, key), ...params })
    return view(caller, batchId)
  })
  serve(app, refundBatchRoutes.discardRefundBatch, async ({ caller, key, params }) => {
    const { batchId } = await discardRefundBatch(db, { ...by(caller, key), ...params })
    return view(caller, batchId)
  })
}
