import { Transfer } from './money.ts'
import { command, query } from './route.ts'
import {
  Day,
  Fen,
  FileAnswer,
  Id,
  NonNegativeFen,
  PageQuery,
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
import { statementStates } from './states.ts'

export const settlementPeriods = ['day', 'week', 'month'] as const
export type SettlementPeriod = (typeof settlementPeriods)[number]

/** What a line of a statement tells of; each is a pair of account classes in the books. */
export const statementGroups = [
  'consumption',
  'sales',
  'refund',
  'own-inflow',
  'own-refund',
  'channel-fee',
  'operator-fee',
  'commission',
  'sharing',
  'margin',
  'withdrawal',
  'other',
] as const
export type StatementGroup = (typeof statementGroups)[number]

export const Statement = object({
  id: Id,
  number: T.String(),
  period: oneOf(...settlementPeriods),
  firstDay: Day,
  lastDay: Day,
  state: oneOf(...statementStates),
  openingFen: Fen,
  closingFen: Fen,
  /** Posted after the period, for the period. */
  feeFen: Fen,
  feeBaseFen: Fen,
  feeBasisPoints: Whole,
  createdAt: Time,
  confirmedAt: nullable(Time),
  confirmedBy: nullable(T.String()),
  paidAt: nullable(Time),
})

/** One kind of movement between two classes of accounts; its transfers are behind it. */
const StatementLine = object({
  group: oneOf(...statementGroups),
  debit: T.String(),
  credit: T.String(),
  kind: T.String(),
  kindName: T.String(),
  /** What it did to the account of this part: positive when it grew. */
  changeFen: Fen,
  transfers: Whole,
})

const StatementBalance = object({
  accountClass: T.String(),
  name: T.String(),
  openingFen: Fen,
  closingFen: Fen,
  debitedFen: Fen,
  creditedFen: Fen,
})

export const StatementDetail = object({
  ...Statement.properties,
  figures: object({
    /** Paid by customers in the period, whoever holds it. */
    salesFen: Fen,
    /** Prepaid money that services or goods were given for. */
    consumedFen: Fen,
    refundsFen: Fen,
    channelFeesFen: Fen,
    commissionFen: Fen,
    marginFen: Fen,
    operatorFeesFen: Fen,
    subsidiesFen: Fen,
    withdrawnFen: Fen,
  }),
  /** The merchant's own money: opening, these, closing. */
  lines: T.Array(StatementLine),
  /** Prepaid money of its customers: opening, these, closing. */
  prepaid: object({ openingFen: Fen, closingFen: Fen, lines: T.Array(StatementLine) }),
  balances: T.Array(StatementBalance),
})

export const SettlementTerms = object({
  period: oneOf(...settlementPeriods),
  feeBasisPoints: T.Integer({ minimum: 0, maximum: 3000 }),
  reviewAboveFen: NonNegativeFen,
})

const merchant = 'merchant' as const
const params = object({ statementId: Id })
const stated = { ...PageQuery, state: optional(oneOf(...statementStates)) }
const behindLine = object({
  ...PageQuery,
  debit: T.String({ maxLength: 60 }),
  credit: T.String({ maxLength: 60 }),
  kind: optional(Search),
})

export const settlementRoutes = {
  /** What the next statement waits for. */
  outlook: query({
    audience: merchant,
    path: '/settlement',
    access: 'settlement.view',
    summary: '结算进度',
    answer: object({
      terms: SettlementTerms,
      /** Null before anything was booked. */
      next: nullable(object({ firstDay: Day, lastDay: Day })),
      /** Accounts of the operator whose bills are not settled through the end of that period. */
      waiting: T.Array(object({ name: T.String(), reconciledThrough: nullable(Day) })),
      open: Whole,
    }),
  }),
  listStatements: query({
    audience: merchant,
    path: '/statements',
    access: 'settlement.view',
    summary: '结算单',
    query: object(stated),
    answer: page(Statement),
  }),
  getStatement: query({
    audience: merchant,
    path: '/statements/:statementId',
    access: 'settlement.view',
    summary: '结算单详情',
    params,
    answer: StatementDetail,
  }),
  statementTransfers: query({
    audience: merchant,
    path: '/statements/:statementId/transfers',
    access: 'settlement.view',
    summary: '结算单明细分录',
    params,
    query: behindLine,
    answer: page(Transfer),
  }),
  /** Open statements before it are confirmed with it: its closing balance rests on theirs. */
  confirmStatement: command({
    audience: merchant,
    path: '/statements/:statementId/confirmation',
    access: 'settlement.confirm',
    summary: '确认结算单',
    params,
    answer: StatementDetail,
  }),
  statementFile: query({
    audience: merchant,
    path: '/statements/:statementId/file',
    access: 'finance.export',
    summary: '下载结算单',
    params,
    query: object({ format: oneOf('pdf', 'xlsx') }),
    answer: FileAnswer,
  }),
}

const operator = 'operator' as const
const ofMerchant = object({ merchantId: Id })
const merchantWords = { merchantId: Id, merchantName: T.String() }

/** A merchant as the operator settles with it. */
export const MerchantSettlement = object({
  ...merchantWords,
  ...SettlementTerms.properties,
  availableFen: Fen,
  withdrawingFen: Fen,
  /** The operator's fee, not collected yet, and what was collected in all. */
  dueFen: Fen,
  collectedFen: Fen,
  atChannelsFen: Fen,
  bankFen: Fen,
  openStatements: Whole,
  lastDay: nullable(Day),
})

export const settlementReviewRoutes = {
  listMerchantSettlements: query({
    audience: operator,
    path: '/settlements',
    access: 'settlement.view',
    summary: '商户结算总览',
    query: object({ ...PageQuery, search: optional(Search) }),
    answer: page(MerchantSettlement),
  }),
  getMerchantSettlement: query({
    audience: operator,
    path: '/merchants/:merchantId/settlement',
    access: 'settlement.view',
    summary: '商户结算',
    params: ofMerchant,
    answer: MerchantSettlement,
  }),
  editTerms: command({
    audience: operator,
    method: 'PATCH',
    path: '/merchants/:merchantId/settlement-terms',
    access: 'settlement.edit',
    summary: '修改结算条款',
    params: ofMerchant,
    body: SettlementTerms,
    answer: MerchantSettlement,
  }),
  collectFees: command({
    audience: operator,
    path: '/merchants/:merchantId/fee-collections',
    access: 'settlement.edit',
    summary: '收取服务费',
    confirmed: true,
    params: ofMerchant,
    answer: MerchantSettlement,
  }),
  listAllStatements: query({
    audience: operator,
    path: '/statements',
    access: 'settlement.view',
    summary: '结算单',
    query: object({ ...stated, merchantId: optional(Id), search: optional(Search) }),
    answer: page(object({ ...Statement.properties, ...merchantWords })),
  }),
  getStatementOf: query({
    audience: operator,
    path: '/merchants/:merchantId/statements/:statementId',
    access: 'settlement.view',
    summary: '结算单详情',
    params: object({ merchantId: Id, statementId: Id }),
    answer: object({ ...StatementDetail.properties, ...merchantWords }),
  }),
}
