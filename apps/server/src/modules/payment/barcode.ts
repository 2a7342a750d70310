import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { refusal } from '../../kernel/refusals.ts'
import type { Provider } from '../channel-account/index.ts'
import type { Attempt, PaymentMethod } from './types.ts'

export const barcodeUnknown = refusal('payment.code_unknown', 400)
export const barcodeWaiting = refusal('payment.code_waiting', 409)
export const notByBarcode = refusal('payment.not_by_code', 409)

const barcodeMethods: ReadonlySet<PaymentMethod> = new Set([
  'wechat-barcode',
  'wechat-codepay',
  'alipay-barcode',
])

/** Paid by the code on the customer's phone: used once, and taken back where no answer comes. */
export const isBarcode = ({ method }: Pick<Attempt, 'method'>): boolean => barcodeMethods.has(method)

/** Whose code it is shows in its beginning: 10 to 15 is WeChat Pay's, 25 to 30 Alipay's. */
export function providerOfCode(code: string): Provider | undefined {
  if (/^1[0-5]\d{16}$/.test(code)) return 'wechat-pay'
  return /^(2[5-9]|30)\d{14,22}$/.test(code) ? 'alipay' : undefined
}

/** How long a customer may take to confirm with the password, before the payment is taken back. */
export const barcodeWaitMilliseconds = 60_000

/** A call that the channel has not heard of for so long after that will not reach it any more. */
export const barcodeLostMilliseconds = 2 * 60_000

const pollSeconds = [3, 3, 5, 5, 5, 10, 10, 10, 20, 30, 60, 180, 300, 600, 1800]

/** The customer stands at the counter, so the channel is asked more often than elsewhere. */
export function nextBarcodePoll(polls: number, now: Date): Date {
  return new Date(now.getTime() + (pollSeconds[polls] ?? pollSeconds.at(-1)!) * 1000)
}

/** Counted and committed before the channel is asked to take a payment back. The caller holds the row's lock. */
export async function addReversal(tx: Tx, attempt: Attempt): Promise<number> {
  const row = await tx.one(sql<{ reversals: number }>`
    update payment_attempt set reversals = reversals + 1
    where merchant_id = ${tx.merchantId} and id = ${attempt.id} returning reversals`)
  return row!.reversals
}
