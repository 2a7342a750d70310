import { command, query } from './route.ts'
import type { Audience } from './route.ts'
import {
  Day,
  Done,
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
import { billActions, billDayStates, billDifferenceStates, billDifferenceTypes } from './states.ts'

const Provider = oneOf('wechat-pay', 'alipay')
const Item = oneOf('payment', 'refund')

/** An account as far as its bills go. */
const BillAccount = object({
  id: Id,
  provider: Provider,
  name: T.String(),
  custody: oneOf('operator', 'own'),
  merchantNumber: T.String(),
  enabled: T.Boolean(),
  /** In hundred-thousandths: 600 is 0.60 %; null where the rate that the bill names counts. */
  feeRate: nullable(Whole),
  reconciledThrough: nullable(Day),
  openDifferences: Whole,
  /** What the books say that the channel holds: taken and not settled yet. */
  clearingFen: Fen,
})

const Sums = {
  lines: Whole,
  theirsPayments: Whole,
  theirsPaymentsFen: Fen,
  theirsRefunds: Whole,
  theirsRefundsFen: Fen,
  theirsFeeFen: Fen,
  oursPayments: Whole,
  oursPaymentsFen: Fen,
  oursRefunds: Whole,
  oursRefundsFen: Fen,
  matched: Whole,
  matchedPaymentsFen: Fen,
  matchedRefundsFen: Fen,
  matchedFeeFen: Fen,
}
const Batch = object({
  id: Id,
  number: Whole,
  at: Time,
  fileName: nullable(T.String()),
  fileBytes: Whole,
  channelHash: nullable(T.String()),
  askedBy: nullable(T.String()),
  ...Sums,
})
const BillDayFields = {
  channelAccountId: Id,
  accountName: T.String(),
  provider: Provider,
  day: Day,
  state: oneOf(...billDayStates),
  /** Why it waits or was refused, in words. */
  reason: nullable(T.String()),
  detail: T.String(),
  updatedAt: Time,
  open: Whole,
  carried: Whole,
  batch: nullable(object({ id: Id, number: Whole, ...Sums })),
}
const BillDay = object(BillDayFields)

const DifferenceFields = {
  id: Id,
  channelAccountId: Id,
  accountName: T.String(),
  provider: Provider,
  day: Day,
  type: oneOf(...billDifferenceTypes),
  item: Item,
  number: T.String(),
  tradeNumber: T.String(),
  channelNumber: T.String(),
  happenedAt: Time,
  orderId: nullable(Id),
  refundId: nullable(Id),
  oursFen: nullable(Fen),
  theirsFen: nullable(Fen),
  feeFen: nullable(Fen),
  expectedFeeFen: nullable(Fen),
  oursState: nullable(T.String()),
  theirsState: nullable(T.String()),
  suggestion: oneOf(...billActions, 'wait', 'none'),
  state: oneOf(...billDifferenceStates),
  carriedUntil: nullable(Day),
  foundDay: nullable(Day),
  action: nullable(oneOf(...billActions)),
  note: T.String(),
  handledBy: nullable(T.String()),
  handledAt: nullable(Time),
}
const Difference = object(DifferenceFields)
const DifferenceDetail = object({
  ...DifferenceFields,
  custody: oneOf('operator', 'own'),
  /** What may be done about it now, the suggested first. */
  actions: T.Array(oneOf(...billActions)),
  undoable: T.Boolean(),
  events: T.Array(
    object({
      at: Time,
      toState: oneOf(...billDifferenceStates),
      action: nullable(oneOf(...billActions)),
      note: T.String(),
      /** Null: by itself. */
      who: nullable(T.String()),
    }),
  ),
})

const Note = T.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const accountParams = object({ channelAccountId: Id })
const dayParams = object({ channelAccountId: Id, day: Day })
const differenceParams = object({ differenceId: Id })

/** The same for a merchant's accounts, and for the operator's own. */
const billRoutesOf = <const Of extends Audience>(audience: Of) => ({
  ...viewRoutesOf(audience),
  ...handleRoutesOf(audience),
})

function viewRoutesOf<const Of extends Audience>(audience: Of) {
  return {
    listBillAccounts: query({
      audience,
      path: '/bills/accounts',
      access: 'bill.view',
      summary: '对账账户',
      answer: object({ items: T.Array(BillAccount) }),
    }),
    listBillDays: query({
      audience,
      path: '/bills/days',
      access: 'bill.view',
      summary: '账单日',
      query: object({
        ...PageQuery,
        ...Period,
        channelAccountId: optional(Id),
        state: optional(oneOf(...billDayStates)),
      }),
      answer: page(BillDay),
    }),
    getBillDay: query({
      audience,
      path: '/bills/days/:channelAccountId/:day',
      access: 'bill.view',
      summary: '账单日',
      params: dayParams,
      answer: object({ ...BillDayFields, batches: T.Array(Batch) }),
    }),
    listBillDifferences: query({
      audience,
      path: '/bills/differences',
      access: 'bill.view',
      summary: '对账差异',
      query: object({
        ...PageQuery,
        ...Period,
        channelAccountId: optional(Id),
        state: optional(oneOf(...billDifferenceStates)),
        type: optional(oneOf(...billDifferenceTypes)),
        item: optional(Item),
        search: optional(Search),
      }),
      answer: page(Difference),
    }),
    getBillDifference: query({
      audience,
      path: '/bills/differences/:differenceId',
      access: 'bill.view',
      summary: '对账差异',
      params: differenceParams,
      answer: DifferenceDetail,
    }),
  }
}

function handleRoutesOf<const Of extends Audience>(audience: Of) {
  return {
    saveBillFeeRate: command({
      audience,
      method: 'PATCH',
      path: '/bills/accounts/:channelAccountId/fee-rate',
      access: 'bill.handle',
      summary: '约定手续费率',
      params: accountParams,
      body: object({ rate: nullable(T.Integer({ minimum: 0, maximum: 10_000 })) }),
      answer: Done,
    }),
    /** Downloads the day's bill and compares it anew; the batch before it stays as it was. */
    reconcileBillDay: command({
      audience,
      path: '/bills/days/:channelAccountId/:day/reconcile',
      access: 'bill.handle',
      summary: '对账',
      params: dayParams,
      answer: Done,
    }),
    handleBillDifference: command({
      audience,
      path: '/bills/differences/:differenceId/handle',
      access: 'bill.handle',
      summary: '处理差异',
      params: differenceParams,
      body: object({ action: oneOf(...billActions), note: Note }),
      answer: DifferenceDetail,
    }),
    undoBillDifference: command({
      audience,
      path: '/bills/differences/:differenceId/undo',
      access: 'bill.handle',
      summary: '撤销处理',
      params: differenceParams,
      body: object({ note: Note }),
      answer: DifferenceDetail,
    }),
  }
}

export const billRoutes = billRoutesOf('merchant')
export const operatorBillRoutes = billRoutesOf('operator')
