import { retryRefund } from '../flows/payments/retry-refund.ts'
import type { RetryRefund } from '../flows/payments/retry-refund.ts'
import { findStuck, recordRefund } from '../flows/payments/record-refund.ts'
import type { RefundAnswer, Submitted } from '../flows/payments/record-refund.ts'
import { giveUpRefund, payRefundByHand } from '../flows/payments/settle-stuck-refund.ts'
import type { GiveUpRefund, PayRefundByHand } from '../flows/payments/settle-stuck-refund.ts'
import { paymentUnknown } from '../modules/payment/index.ts'
import { refundNotClosed } from '../modules/refund/index.ts'
import { openPort } from './channels/open-port.ts'
import type { Parts } from './parts.ts'
import { refundOrderOf } from './push-refund.ts'

/**
 * What a person decides of a refund that got stuck. The channel is asked first, because it may have decided meanwhile;
 * what it says is recorded, and may leave nothing to decide.
 */

/** Sent again; under a new number where the channel confirms that it closed the old one. */
export async function retryStuckRefund(parts: Parts, input: RetryRefund): Promise<{ orderId: string }> {
  const stuck = await findStuck(parts.db, input)
  const isClosed =
    stuck?.refund.state === 'closed' && (await ask(parts, input.merchantId, stuck)) === 'CLOSED'
  return retryRefund(parts.db, input, isClosed ? { closedNumber: stuck.refund.outRefundNo } : {})
}

/** Paid in the channel's place, which must not be about to pay it itself. */
export async function payStuckRefund(parts: Parts, input: PayRefundByHand): Promise<{ orderId: string }> {
  const stuck = await findStuck(parts.db, input)
  if (stuck && stuck.refund.repair !== 'merchant-done') {
    const state = await ask(parts, input.merchantId, stuck)
    if (state === 'PROCESSING') throw refundNotClosed({ refundId: input.refundId, state })
  }
  return payRefundByHand(parts.db, input)
}

/** Given up: only what the channel has never taken on, or has closed. */
export async function giveUpStuckRefund(parts: Parts, input: GiveUpRefund): Promise<{ orderId: string }> {
  const stuck = await findStuck(parts.db, input)
  if (stuck) {
    const state = await ask(parts, input.merchantId, stuck)
    if (state === 'PROCESSING' || state === 'ABNORMAL')
      throw refundNotClosed({ refundId: input.refundId, state })
  }
  return giveUpRefund(parts.db, input)
}

/** What the channel says now; what decides it is recorded, and silence decides nothing. */
async function ask(
  parts: Parts,
  merchantId: string,
  stuck: Submitted,
): Promise<RefundAnswer['state'] | 'absent'> {
  const { refund, account } = stuck
  const found = await openPort(parts, account).queryRefund(refundOrderOf(parts, stuck))
  if (found.kind === 'absent') return 'absent'
  if (found.kind !== 'ok') throw paymentUnknown({ refundId: refund.id })
  const { state } = found.value
  if (state === 'SUCCESS') {
    const { outRefundNo } = refund
    await recordRefund(parts.db, { merchantId, outRefundNo, answer: found.value })
  }
  return state
}
