import type { AttemptState } from '@sesame/contract/states'
import { refusal } from '../../kernel/refusals.ts'
import { states } from '../../kernel/states.ts'
import type { ChannelAccount, Provider } from '../channel-account/index.ts'
import type { Attempt, ChannelPayment, PaymentMethod } from './types.ts'

export const attemptStates = states({
  created: ['paying', 'failed', 'closed'],
  paying: ['succeeded', 'failed', 'closed'],
  succeeded: [],
  failed: ['succeeded'],
  closed: ['succeeded'],
} satisfies Record<AttemptState, readonly AttemptState[]>)

export const paymentMethodUnavailable = refusal('payment.method_unavailable', 409)
export const paymentPayerUnknown = refusal('payment.payer_unknown', 409)
export const paymentRefused = refusal('payment.refused', 409)
export const paymentUnknown = refusal('payment.channel_silent', 503)
export const paymentTooManyAttempts = refusal('payment.too_many_attempts', 409)
export const paymentReturnUrlWrong = refusal('payment.return_url_wrong', 400)
export const defaultUnfit = refusal('payment.default_unfit', 409)
export const paymentOver = refusal('payment.over', 409)

export const isOpen = (attempt: Pick<Attempt, 'state'>): boolean =>
  attempt.state === 'created' || attempt.state === 'paying'

export const providerOfMethod = (method: PaymentMethod): Provider =>
  method.startsWith('alipay') ? 'alipay' : 'wechat-pay'

export type Environment =
  | 'wechat-mini-program'
  | 'alipay-mini-program'
  | 'wechat'
  | 'alipay'
  | 'app'
  | 'mobile-browser'
  | 'browser'

/** What can open a cashier where the customer is, the best first. */
export const methodsIn: Readonly<Record<Environment, readonly PaymentMethod[]>> = {
  'wechat-mini-program': ['wechat-mini-program'],
  'alipay-mini-program': ['alipay-jsapi'],
  wechat: ['wechat-jsapi'],
  alipay: ['alipay-wap'],
  app: ['wechat-app', 'alipay-app'],
  'mobile-browser': ['wechat-h5', 'alipay-wap'],
  browser: ['wechat-native', 'alipay-page'],
}

/** One open attempt for each method is enough; more come only from a customer whose circumstances change. */
export const openAttemptsMax = 7

const minute = 60_000
const credentialMinutes: Readonly<Record<PaymentMethod, number>> = {
  // A prepay id and a code live two hours at WeChat Pay, an H5 address five minutes (channels, 2.2).
  'wechat-mini-program': 110,
  'wechat-jsapi': 110,
  'wechat-native': 110,
  'wechat-h5': 4,
  'alipay-wap': 110,
  'alipay-page': 110,
  'alipay-jsapi': 110,
  'alipay-precreate': 110,
  'wechat-app': 110,
  'alipay-app': 110,
  // A payment code is used at once; there is nothing to hand out.
  'wechat-barcode': 1,
  'wechat-codepay': 1,
  'alipay-barcode': 1,
}

/** How long what the channel gave may be handed out again (A12); never beyond the order's own time. */
export function credentialExpiry(attempt: Pick<Attempt, 'method' | 'expiresAt'>, now: Date): Date {
  const until = now.getTime() + credentialMinutes[attempt.method] * minute
  return new Date(Math.min(until, attempt.expiresAt.getTime()))
}

export function isCredentialGood(attempt: Attempt, now: Date): boolean {
  return attempt.credentialExpiresAt !== null && attempt.credentialExpiresAt > now
}

const pollSeconds = [5, 30, 60, 180, 300, 600, 1800]

/** When to ask the channel next, having asked so many times. */
export function nextPoll(polls: number, now: Date): Date {
  return new Date(now.getTime() + (pollSeconds[polls] ?? pollSeconds.at(-1)!) * 1000)
}

/** What a customer asks by hand is asked of the channel at most every two seconds. */
export function isFreshlyPolled(attempt: Attempt, now: Date): boolean {
  return attempt.polledAt !== null && now.getTime() - attempt.polledAt.getTime() < 2000
}

export type Mismatch = { field: string; expected: string; found: string }

/** What of a channel's payment is not what was asked for; nothing may be booked then (channels, pitfall 11). */
export function mismatchesOf(
  attempt: Attempt,
  account: Pick<ChannelAccount, 'id' | 'merchantNumber' | 'subMerchantNumber' | 'partnerAppId'>,
  payment: ChannelPayment,
): Mismatch[] {
  const compared: [field: string, expected: string, found: string][] = [
    ['channelAccount', attempt.channelAccountId, account.id],
    ['amount', attempt.amountFen.toString(), payment.totalFen.toString()],
    ['currency', 'CNY', payment.currency],
    ['merchantNumber', account.merchantNumber, payment.merchantNumber],
    ['subMerchantNumber', account.subMerchantNumber ?? '', payment.subMerchantNumber ?? ''],
    ['partnerApp', account.partnerAppId ?? '', payment.partnerAppId ?? ''],
    ['app', attempt.appId, payment.appId],
    ['transaction', attempt.transactionNo ?? payment.transactionNo, payment.transactionNo],
  ]
  return compared
    .filter(([, expected, found]) => expected !== found)
    .map(([field, expected, found]) => ({ field, expected, found }))
}
