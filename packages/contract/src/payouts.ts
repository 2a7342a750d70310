import { command, query } from './route.ts'
import {
  Fen,
  Id,
  Name,
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
import { payableKinds, payableStates, payoutScenes, payoutStates } from './states.ts'

const audience = 'merchant' as const
const Provider = oneOf('wechat-pay', 'alipay')
/** Both channels take at least ten fen, and at most what one person can be sent in a day. */
const PayoutFen = T.Integer({ minimum: 10, maximum: 5_000_000 })
const Remark = T.String({ minLength: 1, maxLength: 32, pattern: '\\S' })

/** What is owed to a person of staff, as it was entered and reviewed. */
export const Payable = object({
  id: Id,
  staffId: Id,
  staffName: T.String(),
  kind: oneOf(...payableKinds),
  amountFen: Fen,
  reason: T.String(),
  state: oneOf(...payableStates),
  note: T.String(),
  enteredBy: T.String(),
  reviewedBy: nullable(T.String()),
  /** Whoever entered it, or is to get it, can't review it. */
  mine: T.Boolean(),
  createdAt: Time,
  reviewedAt: nullable(Time),
})

/** Somebody who can be paid: what is owed, what is on its way, and where a channel knows them. */
export const Payee = object({
  staffId: Id,
  name: T.String(),
  mobile: nullable(T.String()),
  accruedFen: Fen,
  payableFen: Fen,
  payingFen: Fen,
  wechat: T.Boolean(),
  alipay: T.Boolean(),
})

export const PayoutSummary = object({
  id: Id,
  batchId: nullable(Id),
  staffId: Id,
  staffName: T.String(),
  provider: Provider,
  outBillNo: T.String(),
  amountFen: Fen,
  scene: oneOf(...payoutScenes),
  remark: T.String(),
  state: oneOf(...payoutStates),
  problem: nullable(T.String()),
  requestedBy: T.String(),
  approvedBy: nullable(T.String()),
  /** Whoever asked for it, or is to get it, can't approve it. */
  mine: T.Boolean(),
  createdAt: Time,
  endedAt: nullable(Time),
})
export const Payout = object({
  ...PayoutSummary.properties,
  channelAccountName: T.String(),
  custody: oneOf('operator', 'own'),
  channelBillNo: nullable(T.String()),
  hasName: T.Boolean(),
  cancelAsked: T.Boolean(),
  polledAt: nullable(Time),
  events: T.Array(
    object({ at: Time, from: nullable(T.String()), to: T.String(), actorName: T.String(), note: T.String() }),
  ),
})
const Batch = object({
  id: Id,
  remark: T.String(),
  createdAt: Time,
  payouts: Whole,
  amountFen: Fen,
  /** How many of them are in each state. */
  states: T.Array(object({ state: oneOf(...payoutStates), payouts: Whole, amountFen: Fen })),
})
const payoutParams = object({ payoutId: Id })

export const payoutRoutes = {
  listPayables: query({
    audience,
    path: '/payables',
    access: 'payout.view',
    summary: '应付列表',
    query: object({
      ...PageQuery,
      ...Period,
      search: optional(Search),
      state: optional(oneOf(...payableStates)),
      staffId: optional(Id),
    }),
    answer: page(Payable),
  }),
  enterPayable: command({
    audience,
    path: '/payables',
    access: 'payout.request',
    summary: '登记应付',
    body: object({
      staffId: Id,
      kind: oneOf(...payableKinds),
      amountFen: PositiveFen,
      reason: T.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    }),
    answer: Payable,
  }),
  /** By another person than entered it, and not by the one it is for. */
  reviewPayable: command({
    audience,
    path: '/payables/:payableId/review',
    access: 'payout.approve',
    summary: '审核应付',
    params: object({ payableId: Id }),
    body: object({ approve: T.Boolean(), note: T.String({ maxLength: 80 }) }),
    answer: Payable,
  }),
  listPayees: query({
    audience,
    path: '/payees',
    access: 'payout.view',
    summary: '收款人',
    query: object({ ...PageQuery, search: optional(Search), owed: optional(T.Boolean()) }),
    answer: page(Payee),
  }),
  listPayouts: query({
    audience,
    path: '/payouts',
    access: 'payout.view',
    summary: '付款列表',
    query: object({
      ...PageQuery,
      ...Period,
      search: optional(Search),
      state: optional(oneOf(...payoutStates)),
      provider: optional(Provider),
      staffId: optional(Id),
      batchId: optional(Id),
    }),
    answer: page(PayoutSummary),
  }),
  getPayout: query({
    audience,
    path: '/payouts/:payoutId',
    access: 'payout.view',
    summary: '付款',
    params: payoutParams,
    answer: Payout,
  }),
  getPayoutBatch: query({
    audience,
    path: '/payout-batches/:batchId',
    access: 'payout.view',
    summary: '付款批次进度',
    params: object({ batchId: Id }),
    answer: Batch,
  }),
  /** One, or a batch; all of it is reserved at once, or nothing. */
  requestPayouts: command({
    audience,
    path: '/payouts',
    access: 'payout.request',
    summary: '申请付款',
    body: object({
      provider: Provider,
      scene: oneOf(...payoutScenes),
      remark: Remark,
      items: T.Array(object({ staffId: Id, amountFen: PayoutFen, payeeName: optional(Name) }), {
        minItems: 1,
        maxItems: 100,
      }),
    }),
    answer: object({ batchId: nullable(Id), payoutIds: T.Array(Id) }),
  }),
  /** By another person than asked for them; then they are sent. All of them, or none. */
  approvePayouts: command({
    audience,
    path: '/payouts/approve',
    access: 'payout.approve',
    confirmed: true,
    summary: '批准付款',
    body: object({ payoutIds: T.Array(Id, { minItems: 1, maxItems: 100 }) }),
    answer: object({ approved: Whole }),
  }),
  /** Before it is sent it is over at once; afterwards the channel is asked to take it back. */
  cancelPayout: command({
    audience,
    path: '/payouts/:payoutId/cancel',
    access: 'payout.request',
    summary: '取消付款',
    params: payoutParams,
    body: object({ reason: T.String({ minLength: 1, maxLength: 80, pattern: '\\S' }) }),
    answer: Payout,
  }),
  queryPayout: command({
    audience,
    path: '/payouts/:payoutId/query',
    access: 'payout.view',
    summary: '立即查询付款',
    params: payoutParams,
    answer: Payout,
  }),
}
