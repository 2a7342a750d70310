import type { Found, Outcome } from '../outcome.ts'
import type { WechatTransaction } from './transaction.ts'

/** The number is used for this call alone: whatever is not plainly answered is queried, and reversed in the end. */
export type CodePayment = {
  appId: string
  outTradeNo: string
  amountFen: bigint
  /** Shown to the payer; cut to 127 bytes. */
  description: string
  /** What the customer's phone shows: 18 digits. Never kept, never logged. */
  authCode: string
  /** Of the machine at the counter. */
  terminalIp: string
  /** Of the shop at which it is paid. */
  storeId: string
}

export type CodeTrade = { outTradeNo: string; appId: string }

/** Payment by the code on the customer's phone, by either of WeChat Pay's interfaces. */
export type WechatCodePay = {
  /** ok = paid, or USERPAYING: the customer is asked for the password. Refused = nothing was and will be taken. */
  pay(input: CodePayment): Promise<Outcome<WechatTransaction>>
  query(trade: CodeTrade): Promise<Found<WechatTransaction>>
  /** Closes what is unpaid and gives back what is paid; `again` = not done, ask once more. */
  reverse(trade: CodeTrade): Promise<Found<'reversed' | 'again'>>
}

/** After these nothing was taken. Any other refusal leaves a doubt, which a query resolves. */
export const finalRefusals: ReadonlySet<string> = new Set([
  'AUTHCODEEXPIRE',
  'AUTH_CODE_EXPIRE',
  'AUTH_CODE_ERROR',
  'AUTH_CODE_INVALID',
  'NOTENOUGH',
  'NOT_ENOUGH',
  'NOTSUPORTCARD',
  'NOT_SUPPORT_CARD',
  'NOAUTH',
  'NO_AUTH',
  'PARAM_ERROR',
  'LACK_PARAMS',
  'SIGNERROR',
  'SIGN_ERROR',
  'XML_FORMAT_ERROR',
  'NOT_UTF8',
  'BUYER_MISMATCH',
  'APPID_NOT_EXIST',
  'MCHID_NOT_EXIST',
  'MCH_NOT_EXISTS',
  'APPID_MCHID_NOT_MATCH',
  'RULE_LIMIT',
  'USER_ACCOUNT_ABNORMAL',
  // The call itself was wrong, which APIv2 says without a code.
  'FAIL',
])
