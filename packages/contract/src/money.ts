import { query } from './route.ts'
import {
  Day,
  Fen,
  Id,
  PageQuery,
  Period,
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

const audience = 'merchant' as const

export const Account = object({
  id: Id,
  code: T.String(),
  name: T.String(),
  unit: T.String(),
  unitName: T.String(),
  normal: oneOf('debit', 'credit'),
  balance: T.Integer(),
  transfers: T.Integer(),
})
export const Transfer = object({
  id: Id,
  at: Time,
  kind: T.String(),
  kindName: T.String(),
  amount: T.Integer(),
  unit: T.String(),
  unitName: T.String(),
  debitCode: T.String(),
  debitName: T.String(),
  creditCode: T.String(),
  creditName: T.String(),
  subjectKind: T.String(),
  subjectId: T.String(),
  undoes: nullable(T.String()),
})
const StatementLine = object({
  ...Transfer.properties,
  side: oneOf('debit', 'credit'),
  balanceAfter: T.Integer(),
})

export const moneyRoutes = {
  overview: query({
    audience,
    path: '/books/overview',
    access: 'money.view',
    summary: '资金总览',
    answer: object({
      availableFen: Fen,
      escrowFen: Fen,
      bonusFen: Fen,
      unappliedFen: Fen,
      refundingFen: Fen,
      atChannelsFen: Fen,
      cashFen: Fen,
      ownHandsFen: Fen,
      cards: Whole,
      at: Time,
    }),
  }),
  listAccounts: query({
    audience,
    path: '/books/accounts',
    access: 'money.view',
    summary: '账户',
    query: object({
      ...PageQuery,
      search: optional(Search),
      group: optional(Search),
      nonZero: optional(T.Boolean()),
    }),
    answer: page(Account),
  }),
  getAccount: query({
    audience,
    path: '/books/accounts/:accountId',
    access: 'money.view',
    summary: '账户',
    params: object({ accountId: Id }),
    answer: Account,
  }),
  statement: query({
    audience,
    path: '/books/accounts/:accountId/statement',
    access: 'money.view',
    summary: '账户流水',
    params: object({ accountId: Id }),
    query: object({ ...PageQuery, ...Period }),
    answer: page(StatementLine),
  }),
  /** The transfers behind an amount: of an order, a card, a redemption or a refund. */
  listTransfers: query({
    audience,
    path: '/books/transfers',
    access: 'money.view',
    summary: '分录',
    query: object({
      ...PageQuery,
      ...Period,
      subjectKind: optional(Search),
      subjectId: optional(Search),
      kind: optional(Search),
    }),
    answer: page(Transfer),
  }),
  /** Where each yuan of prepaid money is: paid, held in escrow, released, refunded; bonus apart. */
  flow: query({
    audience,
    path: '/books/flow',
    access: 'money.view',
    summary: '资金流向图',
    query: object({ ...Period, cardTypeId: optional(Id), cardId: optional(Id) }),
    answer: object({
      nodes: T.Array(
        object({
          id: T.String(),
          name: T.String(),
          tone: oneOf('own', 'held', 'released', 'refunded', 'bonus'),
        }),
      ),
      links: T.Array(object({ from: T.String(), to: T.String(), amountFen: Fen })),
    }),
  }),
}

export const DashboardFigures = object({
  day: Day,
  at: Time,
  /** Paid today by channels and cash; consumption by card is not a sale. */
  salesFen: Fen,
  orders: Whole,
  refundedFen: Fen,
  redemptions: Whole,
  consumedFen: Fen,
  cardsOpened: Whole,
  recharges: Whole,
  newCustomers: Whole,
  escrowFen: Fen,
  availableFen: Fen,
  pendingOrders: Whole,
  abnormalRefunds: Whole,
})

export const dashboardRoutes = {
  dashboard: query({
    audience,
    path: '/dashboard',
    access: 'dashboard.view',
    summary: '工作台',
    answer: object({
      figures: DashboardFigures,
      yesterday: object({ salesFen: Fen, orders: Whole, redemptions: Whole, consumedFen: Fen }),
      trend: T.Array(object({ day: Day, salesFen: Fen, consumedFen: Fen, redemptions: Whole })),
      best: T.Array(object({ productId: Id, name: T.String(), sold: Whole, amountFen: Fen })),
      latest: T.Array(
        object({
          at: Time,
          kind: oneOf('deal', 'redemption', 'refund'),
          /** Null where stored value was used for no product in particular. */
          title: nullable(T.String()),
          amountFen: Fen,
          /** Null: somebody who did not say who they are. */
          who: nullable(T.String()),
        }),
      ),
    }),
  }),
  /** Not called by the client: an event stream whose messages are DashboardFigures. */
  live: query({
    audience,
    path: '/dashboard/live',
    access: 'dashboard.view',
    summary: '实时数据（SSE）',
    answer: DashboardFigures,
  }),
}
