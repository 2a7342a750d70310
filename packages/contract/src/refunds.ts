import { Order } from './orders.ts'
import { OrderRefund, Reason, WantedBack } from './refund-parts.ts'
import { command, query } from './route.ts'
import {
  Fen,
  Id,
  PageQuery,
  Period,
  PositiveFen,
  Search,
  T,
  Time,
  Whole,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { lineKinds, refundStates, tenders } from './states.ts'

const audience = 'merchant' as const
const refundParams = object({ refundId: Id })

/** What a person may do with it now. */
const steps = ['approve', 'reject', 'retry', 'bank-card', 'merchant', 'by-hand', 'give-up'] as const

export const RefundSummary = object({
  ...OrderRefund.properties,
  tender: nullable(oneOf(...tenders)),
  customerName: nullable(T.String()),
  requestedByName: nullable(T.String()),
  orderPaidFen: Fen,
  orderRefundedFen: Fen,
})
export const Refund = object({
  ...RefundSummary.properties,
  title: T.String(),
  custody: nullable(oneOf('operator', 'own')),
  channelRefundNo: nullable(T.String()),
  /** Numbers that the channel has closed. */
  formerNumbers: T.Array(T.String()),
  proof: nullable(
    object({ note: T.String(), imageUrls: T.Array(T.String()), staffName: T.String(), at: Time }),
  ),
  byHand: nullable(oneOf('transfer', 'cash')),
  steps: T.Array(oneOf(...steps)),
  events: T.Array(
    object({
      at: Time,
      from: nullable(T.String()),
      to: T.String(),
      actorName: nullable(T.String()),
      note: T.String(),
    }),
  ),
})

/** What of an order could be given back now. */
export const Refundable = object({
  refundableFen: Fen,
  /** What the whole would come to; null where not the whole can go back, and why. */
  wholeFen: nullable(Fen),
  wholeRefused: nullable(T.String()),
  reviewFromFen: nullable(Fen),
  lines: T.Array(
    object({
      lineId: Id,
      kind: oneOf(...lineKinds),
      name: T.String(),
      unitPriceFen: Fen,
      quantity: Whole,
      amountFen: Fen,
      visits: T.Array(object({ productId: Id, name: T.String(), visits: Whole, amountFen: Fen })),
      valueFen: Fen,
    }),
  ),
})

export const RefundRule = object({
  /** Refunds from this amount on wait for somebody's agreement; null: none does. */
  reviewFromFen: nullable(PositiveFen),
  twoPersons: T.Boolean(),
})

export const refundRoutes = {
  refundable: query({
    audience,
    path: '/orders/:orderId/refundable',
    access: 'refund.request',
    summary: '可退明细',
    params: object({ orderId: Id }),
    answer: Refundable,
  }),
  /** Without lines the whole of what was paid goes back; refused once something of it was used. */
  refundOrder: command({
    audience,
    path: '/orders/:orderId/refund',
    access: 'refund.request',
    summary: '退款',
    params: object({ orderId: Id }),
    body: object({
      reason: T.String({ minLength: 1, maxLength: 80 }),
      lines: optional(T.Array(WantedBack, { minItems: 1, maxItems: 20 })),
      /** What the person saw it come to; refused when it comes to something else by now. */
      expectedFen: optional(PositiveFen),
    }),
    answer: Order,
  }),
  listRefunds: query({
    audience,
    path: '/refunds',
    access: 'order.view',
    summary: '退款列表',
    query: object({
      ...PageQuery,
      ...Period,
      search: optional(Search),
      state: optional(oneOf(...refundStates)),
      cause: optional(oneOf('requested', 'second-success', 'late-success', 'channel-test')),
      tender: optional(oneOf(...tenders)),
      batchId: optional(Id),
    }),
    answer: page(RefundSummary),
  }),
  getRefund: query({
    audience,
    path: '/refunds/:refundId',
    access: 'order.view',
    summary: '退款',
    params: refundParams,
    answer: Refund,
  }),
  approveRefund: command({
    audience,
    path: '/refunds/:refundId/approve',
    access: 'refund.approve',
    summary: '同意退款',
    params: refundParams,
    answer: Refund,
  }),
  rejectRefund: command({
    audience,
    path: '/refunds/:refundId/reject',
    access: 'refund.approve',
    summary: '拒绝退款',
    params: refundParams,
    body: object({ reason: Reason }),
    answer: Refund,
  }),
  /** Sent again: with the same number, or with a new one where the channel has closed the old one for good. */
  retryRefund: command({
    audience,
    path: '/refunds/:refundId/retry',
    access: 'refund.request',
    summary: '重新提交退款',
    params: refundParams,
    answer: Refund,
  }),
  /** An abnormal one goes to the customer's bank card, or to the merchant's own account. WeChat Pay only. */
  turnRefund: command({
    audience,
    path: '/refunds/:refundId/turn',
    access: 'refund.by-hand',
    summary: '异常退款改退其他账户',
    params: refundParams,
    body: T.Union([
      object({
        to: T.Literal('bank-card'),
        bankType: T.String({ minLength: 2, maxLength: 16, pattern: '^[A-Z_]+$' }),
        account: T.String({ pattern: '^\\d{12,19}$' }),
        holder: T.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
      }),
      object({ to: T.Literal('merchant') }),
    ]),
    answer: Refund,
  }),
  /** Paid in the channel's place, with what shows it. */
  payRefundByHand: command({
    audience,
    path: '/refunds/:refundId/by-hand',
    access: 'refund.by-hand',
    summary: '线下退款',
    params: refundParams,
    body: object({
      by: oneOf('transfer', 'cash'),
      note: T.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
      imageIds: T.Array(Id, { minItems: 1, maxItems: 5 }),
    }),
    answer: Refund,
  }),
  /** Nothing is given back after all: allowed once the channel says that it gave nothing. */
  giveUpRefund: command({
    audience,
    path: '/refunds/:refundId/give-up',
    access: 'refund.approve',
    summary: '撤销退款',
    params: refundParams,
    body: object({ reason: Reason }),
    answer: Refund,
  }),
  addRefundProof: command({
    audience,
    path: '/refund-proofs',
    access: 'refund.by-hand',
    summary: '上传退款凭证',
    body: object({ base64: T.String({ minLength: 4, maxLength: 7_000_000 }) }),
    answer: object({ imageId: Id, url: T.String() }),
  }),
  getRefundRule: query({
    audience,
    path: '/refund-rule',
    access: 'order.view',
    summary: '退款审核规则',
    answer: RefundRule,
  }),
  setRefundRule: command({
    audience,
    method: 'PATCH',
    path: '/refund-rule',
    access: 'refund.rule',
    summary: '修改退款审核规则',
    body: RefundRule,
    answer: RefundRule,
  }),
}
