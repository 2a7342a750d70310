import { beginReversal } from '../flows/payments/begin-reversal.ts'
import { closeAttempt, recordPoll } from '../flows/payments/end-attempt.ts'
import type { FoundAttempt } from '../flows/payments/end-attempt.ts'
import { settlePayment } from '../flows/payments/settle-payment.ts'
import { barcodeLostMilliseconds, isOpen } from '../modules/payment/index.ts'
import type { ChannelPayment } from '../modules/payment/index.ts'
import { openBarcodePort } from './channels/barcode-port.ts'
import type { BarcodePort, Reversed } from './channels/barcode-port.ts'
import type { Asked } from './channels/port.ts'
import type { Parts } from './parts.ts'

export type Checked = 'over' | 'open' | 'absent' | 'silent'
export type CheckOptions = {
  /** The job asks again later, by its backoff. */
  byJob?: boolean
  /** Nobody wants to pay any more: an unpaid attempt is closed at the channel before its time. */
  giveUp?: boolean
  timeoutMilliseconds?: number
}

type Checking = FoundAttempt & { of: { merchantId: string; attemptId: string }; byJob: boolean }

/**
 * Asks about a payment by code. When the customer took too long, the cashier gave up or the order was paid in another
 * way, it is taken back at the channel; and once that was asked for, it is never booked, whatever the channel says,
 * but asked back until the channel confirms it. Only a reversal that the channel refuses leaves a payment.
 */
export async function checkBarcode(
  parts: Parts,
  found: FoundAttempt & Pick<Checking, 'of'>,
  { byJob = false, giveUp = false, timeoutMilliseconds }: CheckOptions,
): Promise<Checked> {
  const checking: Checking = { ...found, byJob }
  const { attempt, orderState } = found
  const port = openBarcodePort(parts, found, timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds })
  const asked = await port.query(attempt)
  if (asked.kind === 'closed') return close(parts, checking, '渠道未收款')
  if (asked.kind === 'paid' && attempt.reversals === 0) return book(parts, checking, asked.payment)
  if (!isOpen(attempt) && asked.kind !== 'paid') return 'over'

  const isOver = attempt.expiresAt <= parts.db.clock.now()
  const isUnwanted = isOver || giveUp || attempt.reversals > 0 || orderState !== 'pending'
  return isUnwanted ? takeBack(parts, port, checking) : wait(parts, checking, asked)
}

/** Asked again while the channel wants to be, but not without end: the job goes on. */
const recallsMax = 3

async function takeBack(parts: Parts, port: BarcodePort, checking: Checking): Promise<Checked> {
  for (let recalls = 0; ; recalls++) {
    const reversals = await beginReversal(parts.db, checking.of)
    if (reversals === undefined) return 'over'
    const reversed = await port.reverse(checking.attempt)
    if (reversed.kind === 'again' && recalls < recallsMax) continue
    return commit(parts, port, checking, { reversed, reversals })
  }
}

async function commit(
  parts: Parts,
  port: BarcodePort,
  checking: Checking,
  { reversed, reversals }: { reversed: Reversed; reversals: number },
): Promise<Checked> {
  const { attempt } = checking
  parts.log.info({ outTradeNo: attempt.outTradeNo, reversed: reversed.kind }, 'a payment was asked back')
  switch (reversed.kind) {
    case 'reversed':
      return close(parts, checking, '已撤销，未收款')
    case 'absent': {
      // The call may still be on its way; and then it may not.
      const lostAt = attempt.expiresAt.getTime() + barcodeLostMilliseconds
      if (parts.db.clock.now().getTime() >= lostAt) return close(parts, checking, '渠道没有该交易')
      return wait(parts, checking, reversed)
    }
    case 'again':
      return wait(parts, checking, { kind: 'unknown', detail: '渠道要求重新撤销' })
    case 'unknown':
      return wait(parts, checking, reversed)
    case 'refused': {
      const asked = await port.query(attempt)
      if (asked.kind === 'paid') return book(parts, checking, asked.payment, reversals)
      if (asked.kind === 'closed') return close(parts, checking, '渠道未收款')
      return wait(parts, checking, { kind: 'unknown', detail: reversed.detail })
    }
  }
}

async function book(
  parts: Parts,
  { of, attempt }: Checking,
  payment: ChannelPayment,
  reversalsRefused?: number,
): Promise<Checked> {
  const { channelAccountId } = attempt
  const { merchantId } = of
  const settled = { merchantId, channelAccountId, payment, reversalsRefused }
  const outcome = await settlePayment(parts, settled)
  if (outcome !== 'mismatched') return 'over'
  await recordPoll(parts.db, { ...of, error: '渠道的金额或商户与订单不符', byJob: true })
  return 'silent'
}

async function close(parts: Parts, { of }: Checking, note: string): Promise<Checked> {
  await closeAttempt(parts.db, { ...of, note })
  return 'over'
}

async function wait(
  parts: Parts,
  { of, attempt, byJob }: Checking,
  asked: Exclude<Asked, { kind: 'closed' }>,
): Promise<Checked> {
  // It was closed before: the queue asks again by its own patience.
  if (!isOpen(attempt)) throw new Error('a payment that came after its reversal is not given back yet')
  const error = asked.kind === 'unknown' ? asked.detail.slice(0, 200) : null
  await recordPoll(parts.db, { ...of, error, byJob })
  return asked.kind === 'unknown' ? 'silent' : asked.kind === 'absent' ? 'absent' : 'open'
}
