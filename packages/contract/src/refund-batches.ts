import { Reason } from './refund-parts.ts'
import { command, query } from './route.ts'
import { Fen, Id, PageQuery, T, Text, Time, Whole, nullable, object, oneOf, page } from './schema.ts'
import { refundStates } from './states.ts'

const audience = 'merchant' as const
const batchParams = object({ batchId: Id })

const batchStates = ['draft', 'running', 'done', 'discarded'] as const
export const RefundBatch = object({
  id: Id,
  state: oneOf(...batchStates),
  reason: T.String(),
  createdByName: T.String(),
  createdAt: Time,
  finishedAt: nullable(Time),
  rows: Whole,
  /** Left to do; refused; and what became of the others. */
  waiting: Whole,
  refused: Whole,
  succeeded: Whole,
  underWay: Whole,
  stuck: Whole,
  amountFen: Fen,
  succeededFen: Fen,
})
export const RefundBatchRows = object({
  ...RefundBatch.properties,
  items: T.Array(
    object({
      position: Whole,
      orderNumber: T.String(),
      orderId: nullable(Id),
      title: nullable(T.String()),
      customerName: nullable(T.String()),
      amountFen: Fen,
      refundId: nullable(Id),
      refundState: nullable(oneOf(...refundStates)),
      problem: nullable(T.String()),
      /** The code of what keeps it from being refunded. */
      refused: nullable(T.String()),
    }),
  ),
})

export const refundBatchRoutes = {
  listRefundBatches: query({
    audience,
    path: '/refund-batches',
    access: 'refund.batch',
    summary: '批量退款列表',
    query: object(PageQuery),
    answer: page(RefundBatch),
  }),
  /** A draft: every order with its amount, or with why it can't be refunded. Nothing moves. */
  draftRefundBatch: command({
    audience,
    path: '/refund-batches',
    access: 'refund.batch',
    summary: '预览批量退款',
    body: object({
      reason: Reason,
      orderNumbers: T.Array(Text(40), { minItems: 1, maxItems: 200 }),
    }),
    answer: RefundBatchRows,
  }),
  getRefundBatch: query({
    audience,
    path: '/refund-batches/:batchId',
    access: 'refund.batch',
    summary: '批量退款',
    params: batchParams,
    answer: RefundBatchRows,
  }),
  confirmRefundBatch: command({
    audience,
    path: '/refund-batches/:batchId/confirm',
    access: 'refund.batch',
    summary: '确认批量退款',
    params: batchParams,
    answer: RefundBatchRows,
  }),
  discardRefundBatch: command({
    audience,
    path: '/refund-batches/:batchId/discard',
    access: 'refund.batch',
    summary: '放弃批量退款',
    params: batchParams,
    answer: RefundBatchRows,
  }),
}
