import { query } from './route.ts'
import {
  Day,
  Fen,
  FileAnswer,
  Id,
  PageQuery,
  Period,
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

/** What came in and went out, where: at a channel account or in somebody's cash. */
const flow = {
  inFen: Fen,
  outFen: Fen,
  feeFen: Fen,
  /** In less out less fee. */
  netFen: Fen,
  /** Left the channel for a bank, as its bill says. */
  settledFen: Fen,
  transfers: Whole,
}
export const PlaceKind = oneOf('channel', 'cash')
const DayFlow = object({
  day: Day,
  ...flow,
  places: T.Array(object({ accountId: Id, name: T.String(), kind: PlaceKind, ...flow })),
})

/** Money that is somewhere between two ends, and since when. */
const Transit = object({ count: Whole, amountFen: Fen, oldestAt: nullable(Time) })

export const VoucherRow = object({
  day: Day,
  number: T.String(),
  summary: T.String(),
  accountCode: T.String(),
  accountName: T.String(),
  debitFen: Fen,
  creditFen: Fen,
})

export const financeRoutes = {
  listDays: query({
    audience,
    path: '/finance/days',
    access: 'money.view',
    summary: '每日流水',
    query: object({ ...PageQuery, ...Period }),
    answer: page(DayFlow),
  }),
  /** Where money is on its way: channel accounts with what they hold, refunds, withdrawals, payouts. */
  transit: query({
    audience,
    path: '/finance/transit',
    access: 'money.view',
    summary: '在途资金',
    answer: object({
      channels: T.Array(
        object({
          accountId: Id,
          channelAccountId: Id,
          name: T.String(),
          balanceFen: Fen,
          reconciledThrough: nullable(Day),
          /** The first day that no bill has settled yet. */
          oldestDay: nullable(Day),
          ageDays: Whole,
        }),
      ),
      refunds: Transit,
      withdrawals: Transit,
      payouts: Transit,
      openDifferences: Whole,
    }),
  }),
  listVoucherRows: query({
    audience,
    path: '/finance/voucher-rows',
    access: 'finance.export',
    summary: '会计凭证',
    query: object({ ...PageQuery, ...Period }),
    answer: page(VoucherRow),
  }),
  vouchersFile: query({
    audience,
    path: '/finance/voucher-file',
    access: 'finance.export',
    summary: '导出会计凭证',
    query: object({ from: optional(Day), to: optional(Day) }),
    answer: FileAnswer,
  }),
}
