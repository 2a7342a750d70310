import { command, query } from './route.ts'
import {
  Fen,
  Id,
  NonNegativeFen,
  PageQuery,
  Period,
  PositiveFen,
  T,
  Text,
  Time,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { cashStates } from './states.ts'

const audience = 'merchant' as const

/** Who holds how much of the merchant's cash. */
export const CashHolder = object({
  staffId: Id,
  name: T.String(),
  storeId: nullable(Id),
  storeName: nullable(T.String()),
  hasLeft: T.Boolean(),
  heldFen: Fen,
  limitFen: Fen,
  /** A limit of their own. */
  hasOwnLimit: T.Boolean(),
  /** Since when they have held any. */
  since: nullable(Time),
  lastHandInAt: nullable(Time),
  /** Counted, and waiting to be received. */
  openHandInId: nullable(Id),
})
export const CashSafe = object({
  /** Null: with the merchant itself. */
  storeId: nullable(Id),
  name: T.String(),
  heldFen: Fen,
})
const Denomination = object({
  valueFen: T.Integer({ minimum: 1, maximum: 10_000 }),
  pieces: T.Integer({ minimum: 1, maximum: 100_000 }),
})
export const HandIn = object({
  id: Id,
  number: T.String(),
  staffId: Id,
  staffName: T.String(),
  storeId: nullable(Id),
  storeName: nullable(T.String()),
  state: oneOf(...cashStates),
  bookedFen: Fen,
  keptFen: Fen,
  countedFen: Fen,
  /** Counted less booked and not kept: below zero where something is missing. */
  differenceFen: Fen,
  denominations: T.Array(Denomination),
  reason: T.String(),
  startedByName: T.String(),
  endedByName: nullable(T.String()),
  createdAt: Time,
  endedAt: nullable(Time),
})
export const CashDeposit = object({
  id: Id,
  storeId: nullable(Id),
  storeName: nullable(T.String()),
  amountFen: Fen,
  reference: T.String(),
  staffName: T.String(),
  createdAt: Time,
})
export const CashRule = object({ limitFen: Fen, twoPersons: T.Boolean() })
const handInParams = object({ handInId: Id })

export const cashRoutes = {
  listCashHolders: query({
    audience,
    path: '/cash/holders',
    access: 'cash.view',
    summary: '现金持有人',
    answer: object({ items: T.Array(CashHolder), safes: T.Array(CashSafe), rule: CashRule }),
  }),
  setCashRule: command({
    audience,
    method: 'PATCH',
    path: '/cash/rule',
    access: 'cash.limit',
    summary: '修改现金规则',
    body: object({ limitFen: NonNegativeFen, twoPersons: T.Boolean() }),
    answer: CashRule,
  }),
  setCashLimit: command({
    audience,
    path: '/cash/holders/:staffId/limit',
    access: 'cash.limit',
    summary: '设置个人现金限额',
    params: object({ staffId: Id }),
    /** Null: the merchant's limit again. */
    body: object({ limitFen: nullable(NonNegativeFen) }),
    answer: CashHolder,
  }),
  listHandIns: query({
    audience,
    path: '/cash/hand-ins',
    access: 'cash.view',
    summary: '交款列表',
    query: object({
      ...PageQuery,
      ...Period,
      state: optional(oneOf(...cashStates)),
      staffId: optional(Id),
    }),
    answer: page(HandIn),
  }),
  getHandIn: query({
    audience,
    path: '/cash/hand-ins/:handInId',
    access: 'cash.view',
    summary: '交款',
    params: handInParams,
    answer: HandIn,
  }),
  startHandIn: command({
    audience,
    path: '/cash/hand-ins',
    access: 'cash.hand-in',
    summary: '清点交款',
    body: object({
      staffId: Id,
      storeId: nullable(Id),
      keptFen: NonNegativeFen,
      countedFen: NonNegativeFen,
      denominations: T.Array(Denomination, { maxItems: 8 }),
      reason: Text(200),
    }),
    answer: HandIn,
  }),
  receiveHandIn: command({
    audience,
    path: '/cash/hand-ins/:handInId/receive',
    access: 'cash.receive',
    summary: '确认收到交款',
    params: handInParams,
    answer: HandIn,
  }),
  withdrawHandIn: command({
    audience,
    path: '/cash/hand-ins/:handInId/withdraw',
    access: 'cash.hand-in',
    summary: '撤回交款',
    params: handInParams,
    answer: HandIn,
  }),
  listCashDeposits: query({
    audience,
    path: '/cash/deposits',
    access: 'cash.view',
    summary: '存款记录',
    query: object({ ...PageQuery, ...Period }),
    answer: page(CashDeposit),
  }),
  bankCash: command({
    audience,
    path: '/cash/deposits',
    access: 'cash.receive',
    summary: '存入银行',
    body: object({
      storeId: nullable(Id),
      amountFen: PositiveFen,
      reference: T.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    }),
    answer: object({ depositId: Id }),
  }),
}
