import { command, query } from './route.ts'
import {
  Day,
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
import { withdrawalStates } from './states.ts'

const BankAccount = object({
  id: Id,
  holder: T.String(),
  bank: T.String(),
  /** All but the last four digits are hidden. */
  number: T.String(),
  createdAt: Time,
  /** Money has arrived there before; else its first withdrawal is reviewed, however small. */
  proven: T.Boolean(),
})

export const Withdrawal = object({
  id: Id,
  number: T.String(),
  amountFen: Fen,
  state: oneOf(...withdrawalStates),
  /** How many of the operator have to agree; none below the limit. */
  reviewers: Whole,
  approvals: Whole,
  holder: T.String(),
  bank: T.String(),
  bankNumber: T.String(),
  requestedBy: T.String(),
  createdAt: Time,
  reference: nullable(T.String()),
  transferredOn: nullable(Day),
  problem: nullable(T.String()),
  endedAt: nullable(Time),
})

const WithdrawalDetail = object({
  ...Withdrawal.properties,
  events: T.Array(
    object({
      at: Time,
      from: nullable(oneOf(...withdrawalStates)),
      to: oneOf(...withdrawalStates),
      who: T.String(),
      note: T.String(),
    }),
  ),
})

const listed = object({
  ...PageQuery,
  ...Period,
  state: optional(oneOf(...withdrawalStates)),
})

const merchant = 'merchant' as const

export const withdrawalRoutes = {
  /** What can be withdrawn now, and if nothing: why. */
  funds: query({
    audience: merchant,
    path: '/withdrawals/funds',
    access: 'money.view',
    summary: '可提现资金',
    answer: object({
      availableFen: Fen,
      withdrawableFen: Fen,
      withdrawingFen: Fen,
      exposureFen: Fen,
      /** Confirmed by a statement and not withdrawn yet. */
      confirmedFen: Fen,
      reason: nullable(oneOf('own-hands', 'exposed', 'no-statement', 'unconfirmed', 'withdrawn')),
      reviewAboveFen: Fen,
      bankAccount: nullable(BankAccount),
    }),
  }),
  listWithdrawals: query({
    audience: merchant,
    path: '/withdrawals',
    access: 'money.view',
    summary: '提现记录',
    query: listed,
    answer: page(Withdrawal),
  }),
  getWithdrawal: query({
    audience: merchant,
    path: '/withdrawals/:withdrawalId',
    access: 'money.view',
    summary: '提现详情',
    params: object({ withdrawalId: Id }),
    answer: WithdrawalDetail,
  }),
  requestWithdrawal: command({
    audience: merchant,
    path: '/withdrawals',
    access: 'withdraw.request',
    summary: '申请提现',
    confirmed: true,
    body: object({ amountFen: PositiveFen }),
    answer: WithdrawalDetail,
  }),
  saveBankAccount: command({
    audience: merchant,
    path: '/bank-account',
    access: 'withdraw.request',
    summary: '修改收款账户',
    confirmed: true,
    body: object({ holder: Name, bank: Name, number: T.String({ pattern: '^\\d{8,30}$' }) }),
    answer: BankAccount,
  }),
}

const operator = 'operator' as const
const params = object({ merchantId: Id, withdrawalId: Id })
const merchantWords = { merchantId: Id, merchantName: T.String() }
const Reviewed = object({
  ...WithdrawalDetail.properties,
  ...merchantWords,
  /** The caller has agreed already. */
  approvedByMe: T.Boolean(),
})

export const withdrawalReviewRoutes = {
  listAllWithdrawals: query({
    audience: operator,
    path: '/withdrawals',
    access: 'settlement.view',
    summary: '提现列表',
    query: object({ ...listed.properties, search: optional(Search) }),
    answer: page(object({ ...Withdrawal.properties, ...merchantWords })),
  }),
  getWithdrawalOf: query({
    audience: operator,
    path: '/merchants/:merchantId/withdrawals/:withdrawalId',
    access: 'settlement.view',
    summary: '提现详情',
    params,
    answer: Reviewed,
  }),
  approveWithdrawal: command({
    audience: operator,
    path: '/merchants/:merchantId/withdrawals/:withdrawalId/approval',
    access: 'withdraw.review',
    summary: '同意提现',
    confirmed: true,
    params,
    answer: Reviewed,
  }),
  rejectWithdrawal: command({
    audience: operator,
    path: '/merchants/:merchantId/withdrawals/:withdrawalId/rejection',
    access: 'withdraw.review',
    summary: '驳回提现',
    params,
    body: object({ reason: Name }),
    answer: Reviewed,
  }),
  /** From here on the money is on its way: it can't be rejected any more, only succeed or fail. */
  startTransfer: command({
    audience: operator,
    path: '/merchants/:merchantId/withdrawals/:withdrawalId/transfer',
    access: 'withdraw.review',
    summary: '开始划转',
    confirmed: true,
    params,
    answer: Reviewed,
  }),
  /** The whole number, for whoever makes the transfer; each look is recorded. */
  revealBankAccount: command({
    audience: operator,
    path: '/merchants/:merchantId/withdrawals/:withdrawalId/bank-account',
    access: 'withdraw.review',
    summary: '查看收款账户',
    confirmed: true,
    params,
    answer: object({ holder: T.String(), bank: T.String(), number: T.String() }),
  }),
  finishTransfer: command({
    audience: operator,
    path: '/merchants/:merchantId/withdrawals/:withdrawalId/success',
    access: 'withdraw.review',
    summary: '划转成功',
    params,
    body: object({ reference: Name, transferredOn: Day }),
    answer: Reviewed,
  }),
  failTransfer: command({
    audience: operator,
    path: '/merchants/:merchantId/withdrawals/:withdrawalId/failure',
    access: 'withdraw.review',
    summary: '划转失败',
    params,
    body: object({ reason: Name }),
    answer: Reviewed,
  }),
}
