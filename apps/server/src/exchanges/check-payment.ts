import {
  closeAttempt,
  findAttemptAndAccount,
  listOpenAttempts,
  recordPoll,
} from '../flows/payments/end-attempt.ts'
import { settlePayment } from '../flows/payments/settle-payment.ts'
import { isBarcode, isFreshlyPolled, isOpen } from '../modules/payment/index.ts'
import type { Attempt } from '../modules/payment/index.ts'
import { checkBarcode } from './check-barcode.ts'
import type { Checked, CheckOptions } from './check-barcode.ts'
import { openPort } from './channels/open-port.ts'
import type { Asked, ChannelPort } from './channels/port.ts'
import type { Parts } from './parts.ts'

type Of = { merchantId: string; attemptId: string }

/** Asks the channel what became of an attempt and commits what it says. */
export async function checkPayment(parts: Parts, of: Of, options: CheckOptions = {}): Promise<Checked> {
  const found = await findAttemptAndAccount(parts.db, of)
  if (!found) return 'over'
  const { attempt, account } = found
  // What was asked back is looked after even when it is closed: a success may still come.
  if (!isOpen(attempt) && (attempt.state !== 'closed' || attempt.reversals === 0)) return 'over'
  if (isBarcode(attempt)) return checkBarcode(parts, { ...found, of }, options)
  const { timeoutMilliseconds } = options
  const port = openPort(parts, account, timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds })
  const isOver = attempt.expiresAt <= parts.db.clock.now()

  let asked = await port.query(attempt.outTradeNo)
  if (asked.kind === 'unpaid' && (isOver || options.giveUp)) asked = await closeAtChannel(port, attempt)
  return commit(parts, { of, attempt, asked, isOver, byJob: options.byJob ?? false })
}

/** Closing races with paying: whatever the channel does not plainly confirm is asked again. */
async function closeAtChannel(port: ChannelPort, attempt: Attempt): Promise<Asked> {
  const closed = await port.close(attempt.outTradeNo)
  if (closed.kind === 'ok') return { kind: 'closed' }
  return port.query(attempt.outTradeNo)
}

type Answer = { of: Of; attempt: Attempt; asked: Asked; isOver: boolean; byJob: boolean }

async function commit(parts: Parts, { of, attempt, asked, isOver, byJob }: Answer): Promise<Checked> {
  switch (asked.kind) {
    case 'paid': {
      const { channelAccountId } = attempt
      const { merchantId } = of
      const outcome = await settlePayment(parts, { merchantId, channelAccountId, payment: asked.payment })
      if (outcome !== 'mismatched') return 'over'
      await recordPoll(parts.db, { ...of, error: '渠道的金额或商户与订单不符', byJob })
      return 'silent'
    }
    case 'closed':
      await closeAttempt(parts.db, { ...of, note: '渠道已关闭' })
      return 'over'
    case 'absent':
      // Unknown is not closed: until its time is over a customer may still pay by what they were given.
      if (isOver) {
        await closeAttempt(parts.db, { ...of, note: '已过支付时间' })
        return 'over'
      }
      await recordPoll(parts.db, { ...of, error: null, byJob })
      return 'absent'
    case 'unpaid':
      await recordPoll(parts.db, { ...of, error: null, byJob })
      return 'open'
    case 'unknown':
      await recordPoll(parts.db, { ...of, error: asked.detail.slice(0, 200), byJob })
      return 'silent'
  }
}

const askingTimeoutMilliseconds = 3000

/** Somebody is waiting at the screen: every open attempt of the order is asked about, briefly and not too often. */
export async function checkOrder(
  parts: Parts,
  { merchantId, orderId }: { merchantId: string; orderId: string },
): Promise<void> {
  const open = await listOpenAttempts(parts.db, { merchantId, orderId })
  const due = open.filter((attempt) => !isFreshlyPolled(attempt, parts.db.clock.now()))
  await Promise.all(
    due.map(({ id }) =>
      checkPayment(parts, { merchantId, attemptId: id }, { timeoutMilliseconds: askingTimeoutMilliseconds }),
    ),
  )
}
