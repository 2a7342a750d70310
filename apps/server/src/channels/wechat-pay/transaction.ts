import { fieldsOf, instantOf, oneOf, optionalText, textOf, wholeNumber, type Fields } from '../reading.ts'

export const transactionStates = [
  'NOTPAY',
  'SUCCESS',
  'REFUND',
  'CLOSED',
  'REVOKED',
  'USERPAYING',
  'PAYERROR',
] as const
export type TransactionState = (typeof transactionStates)[number]

/** Whose payment it is. A service provider's names its merchant too, and that merchant's app where it was used. */
export type Party = { mchId: string; appId: string; subMchId?: string; subAppId?: string }

/** A payment order as WeChat Pay knows it. `payment` is there exactly when money was taken. */
export type WechatTransaction = Party & {
  outTradeNo: string
  state: TransactionState
  payment?: WechatPayment
}

/** `totalFen` is the amount to compare with the order; coupons lower only `payerTotalFen`. */
export type WechatPayment = {
  transactionId: string
  paidAt: Date
  totalFen: bigint
  payerTotalFen: bigint
  currency: string
  tradeType: string
  payerOpenId?: string
}

export const refundStates = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'] as const
export type RefundState = (typeof refundStates)[number]

/** PROCESSING means accepted, not done. */
export type WechatRefund = {
  outTradeNo: string
  transactionId: string
  outRefundNo: string
  refundId: string
  state: RefundState
  refundFen: bigint
  totalFen: bigint
  succeededAt?: Date
}

export function readTransaction(fields: Fields): WechatTransaction {
  const state = oneOf(fields, 'trade_state', transactionStates)
  const transaction = {
    ...readParty(fields),
    outTradeNo: textOf(fields, 'out_trade_no'),
    state,
  }
  return state === 'SUCCESS' || state === 'REFUND'
    ? { ...transaction, payment: readPayment(fields) }
    : transaction
}

function readParty(fields: Fields): Party {
  if (!isPartners(fields)) return { mchId: textOf(fields, 'mchid'), appId: textOf(fields, 'appid') }
  const subAppId = optionalText(fields, 'sub_appid')
  return {
    mchId: textOf(fields, 'sp_mchid'),
    appId: textOf(fields, 'sp_appid'),
    subMchId: textOf(fields, 'sub_mchid'),
    ...(subAppId !== undefined && { subAppId }),
  }
}

/** A notice of a service provider has other names for the same things. */
export const isPartners = (fields: Fields): boolean => optionalText(fields, 'sp_mchid') !== undefined

function payerOf(fields: Fields): string | undefined {
  if (!fields.payer) return undefined
  const payer = fieldsOf(fields.payer, 'payer')
  if (!isPartners(fields)) return optionalText(payer, 'openid')
  return optionalText(payer, 'sub_openid') ?? optionalText(payer, 'sp_openid')
}

function readPayment(fields: Fields): WechatPayment {
  const amount = fieldsOf(fields.amount, 'amount')
  const totalFen = wholeNumber(amount, 'total')
  const payerOpenId = payerOf(fields)
  return {
    transactionId: textOf(fields, 'transaction_id'),
    paidAt: instantOf(fields, 'success_time'),
    totalFen,
    payerTotalFen: amount.payer_total === undefined ? totalFen : wholeNumber(amount, 'payer_total'),
    currency: textOf(amount, 'currency'),
    tradeType: textOf(fields, 'trade_type'),
    ...(payerOpenId === undefined ? {} : { payerOpenId }),
  }
}

/** The answer calls it `status`, the notification `refund_status`. */
export function readRefund(fields: Fields, stateName: 'status' | 'refund_status'): WechatRefund {
  const amount = fieldsOf(fields.amount, 'amount')
  const succeededAt = optionalText(fields, 'success_time')
  return {
    outTradeNo: textOf(fields, 'out_trade_no'),
    transactionId: textOf(fields, 'transaction_id'),
    outRefundNo: textOf(fields, 'out_refund_no'),
    refundId: textOf(fields, 'refund_id'),
    state: oneOf(fields, stateName, refundStates),
    refundFen: wholeNumber(amount, 'refund'),
    totalFen: wholeNumber(amount, 'total'),
    ...(succeededAt === undefined ? {} : { succeededAt: instantOf(fields, 'success_time') }),
  }
}
