import { command, query } from './route.ts'
import {
  Fen,
  Id,
  Name,
  PageQuery,
  Period,
  Search,
  T,
  Time,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { returnStates, shareLineStates, shareStates } from './states.ts'

const audience = 'merchant' as const
/** Three tenths of an order is the channel's own limit, over all receivers. */
const BasisPoints = T.Integer({ minimum: 1, maximum: 3000 })

export const SharingRule = object({
  channelAccountId: Id,
  name: T.String(),
  custody: oneOf('operator', 'own'),
  enabled: T.Boolean(),
  receivers: T.Array(object({ id: Id, account: T.String(), name: T.String(), basisPoints: T.Integer() })),
})
export const ShareSummary = object({
  id: Id,
  orderId: Id,
  orderNumber: T.String(),
  outOrderNo: T.String(),
  channelAccountName: T.String(),
  /** What the customer paid, what receivers got of it, and what they gave back since. */
  paidFen: Fen,
  sharedFen: Fen,
  returnedFen: Fen,
  state: oneOf(...shareStates),
  problem: nullable(T.String()),
  paidAt: Time,
  endedAt: nullable(Time),
})
export const Share = object({
  ...ShareSummary.properties,
  transactionNo: T.String(),
  custody: oneOf('operator', 'own'),
  lines: T.Array(
    object({
      id: Id,
      account: T.String(),
      name: T.String(),
      amountFen: Fen,
      state: oneOf(...shareLineStates),
      failReason: nullable(T.String()),
    }),
  ),
  returns: T.Array(
    object({
      id: Id,
      account: T.String(),
      outReturnNo: T.String(),
      amountFen: Fen,
      state: oneOf(...returnStates),
      failReason: nullable(T.String()),
      createdAt: Time,
    }),
  ),
  events: T.Array(object({ at: Time, from: nullable(T.String()), to: T.String(), note: T.String() })),
})
const shareParams = object({ shareId: Id })
const ruleParams = object({ channelAccountId: Id })

export const profitSharingRoutes = {
  listSharingRules: query({
    audience,
    path: '/sharing/rules',
    access: 'sharing.view',
    summary: '分账规则',
    answer: object({ items: T.Array(SharingRule) }),
  }),
  setSharingRule: command({
    audience,
    path: '/sharing/rules/:channelAccountId',
    access: 'sharing.edit',
    summary: '开启或停止分账',
    params: ruleParams,
    body: object({ enabled: T.Boolean() }),
    answer: SharingRule,
  }),
  addReceiver: command({
    audience,
    path: '/sharing/rules/:channelAccountId/receivers',
    access: 'sharing.edit',
    summary: '添加分账接收方',
    params: ruleParams,
    body: object({
      account: T.String({ pattern: '^\\d{8,12}$' }),
      /** The company's full name, which the channel compares. */
      name: Name,
      basisPoints: BasisPoints,
    }),
    answer: SharingRule,
  }),
  removeReceiver: command({
    audience,
    path: '/sharing/receivers/:receiverId/remove',
    access: 'sharing.edit',
    summary: '移除分账接收方',
    params: object({ receiverId: Id }),
    answer: SharingRule,
  }),
  listShares: query({
    audience,
    path: '/sharing/shares',
    access: 'sharing.view',
    summary: '分账记录',
    query: object({
      ...PageQuery,
      ...Period,
      search: optional(Search),
      state: optional(oneOf(...shareStates)),
    }),
    answer: page(ShareSummary),
  }),
  getShare: query({
    audience,
    path: '/sharing/shares/:shareId',
    access: 'sharing.view',
    summary: '分账',
    params: shareParams,
    answer: Share,
  }),
  queryShare: command({
    audience,
    path: '/sharing/shares/:shareId/query',
    access: 'sharing.view',
    summary: '立即查询分账',
    params: shareParams,
    answer: Share,
  }),
  /** One that the channel declined: the same once more, or nothing is shared after all. */
  resolveShare: command({
    audience,
    path: '/sharing/shares/:shareId/resolve',
    access: 'sharing.edit',
    summary: '处理异常分账',
    params: shareParams,
    body: object({ how: oneOf('again', 'give-up') }),
    answer: Share,
  }),
}
