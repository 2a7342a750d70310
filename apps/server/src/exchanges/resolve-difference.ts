import { findAttemptAndAccount } from '../flows/payments/end-attempt.ts'
import { recordConsoleRefund } from '../flows/payments/record-console-refund.ts'
import { recordRefund } from '../flows/payments/record-refund.ts'
import { settlePayment } from '../flows/payments/settle-payment.ts'
import { bookResolved } from '../flows/reconciliation/book-resolved.ts'
import { listResolvable, readDifference } from '../flows/reconciliation/read-differences.ts'
import type { Actor } from '../kernel/idempotency.ts'
import { Refusal } from '../kernel/refusals.ts'
import {
  actionsOf,
  billActionWrong,
  billDifferenceOver,
  billStillDiffers,
} from '../modules/reconciliation/index.ts'
import type { BillDifference } from '../modules/reconciliation/index.ts'
import { openPort } from './channels/open-port.ts'
import type { RefundOrder } from './channels/port.ts'
import type { Parts } from './parts.ts'

type Of = { merchantId: string; differenceId: string; actor: Actor; note: string }
export type ResolveDifference = Of & { action: 'settle' | 'record-refund' }

const system: Actor = { kind: 'system', id: 'reconciliation' }

/** After a day was booked: what the channel can tell, and refunds that somebody made in its console. */
export async function resolveDay(
  parts: Parts,
  of: { merchantId: string; channelAccountId: string; day: string },
): Promise<void> {
  for (const { id, suggestion } of await listResolvable(parts.db, of)) {
    try {
      const action = suggestion === 'record-refund' ? suggestion : 'settle'
      const { merchantId } = of
      await resolveDifference(parts, { merchantId, differenceId: id, actor: system, note: '', action })
    } catch (error) {
      // It stays open, for a person; anything but a refusal is a bug and runs again.
      if (!(error instanceof Refusal)) throw error
      parts.log.info({ ...of, differenceId: id, code: error.code }, 'a difference needs a person')
    }
  }
}

/**
 * The channel is asked what is true, and what it says is settled as ever; then the line is booked. Every step may run
 * again: the payment, the refund and the booking each happen once.
 */
export async function resolveDifference(parts: Parts, input: ResolveDifference): Promise<void> {
  const { merchantId, differenceId, action, actor, note } = input
  const row = await readDifference(parts.db, { merchantId, differenceId })
  if (row.state !== 'open') throw billDifferenceOver({ differenceId, state: row.state })
  if (!actionsOf(row).includes(action)) throw billActionWrong({ differenceId, action })
  const refundId = await settleAtChannel(parts, merchantId, row, { action, actor })
  await bookResolved(parts.db, { merchantId, differenceId, actor, action, note, refundId })
}

type By = Pick<ResolveDifference, 'action' | 'actor'>

async function settleAtChannel(
  parts: Parts,
  merchantId: string,
  row: BillDifference,
  { action, actor }: By,
): Promise<string | undefined> {
  if (row.type === 'late') return undefined
  if (action === 'settle') {
    await (row.item === 'payment' ? askPayment : askRefund)(parts, merchantId, row)
    return undefined
  }
  const { theirsFen, channelNumber, number } = row
  const attemptId = row.attemptId!
  const found = await findAttemptAndAccount(parts.db, { merchantId, attemptId })
  // Alipay has no number of its own for a refund, and names the payment's in its place.
  const isOfPayment = found!.attempt.transactionNo === channelNumber
  const recorded = await recordConsoleRefund(parts.db, {
    merchantId,
    actor,
    attemptId,
    amountFen: theirsFen!,
    channelRefundNo: isOfPayment ? number : channelNumber,
  })
  return recorded.refundId
}

async function askPayment(parts: Parts, merchantId: string, row: BillDifference): Promise<void> {
  const found = await findAttemptAndAccount(parts.db, { merchantId, attemptId: row.attemptId! })
  const asked = await openPort(parts, found!.account).query(row.number)
  if (asked.kind !== 'paid') throw billStillDiffers({ differenceId: row.id, channel: asked.kind })
  const { channelAccountId } = row
  await settlePayment(parts, { merchantId, channelAccountId, payment: asked.payment })
}

async function askRefund(parts: Parts, merchantId: string, row: BillDifference): Promise<void> {
  const found = await findAttemptAndAccount(parts.db, { merchantId, attemptId: row.attemptId! })
  const order: RefundOrder = {
    outTradeNo: row.tradeNumber,
    outRefundNo: row.number,
    refundFen: row.oursFen ?? row.theirsFen!,
    totalFen: found!.attempt.amountFen,
    reason: '',
    notifyUrl: '',
  }
  const asked = await openPort(parts, found!.account).queryRefund(order)
  if (asked.kind !== 'ok' || asked.value.state !== 'SUCCESS')
    throw billStillDiffers({ differenceId: row.id, channel: asked.kind })
  await recordRefund(parts.db, { merchantId, outRefundNo: row.number, answer: asked.value })
}
