import type { Found } from '../channels/outcome.ts'
import { beginRefund, blockRefund, postponeRefund, recordRefund } from '../flows/payments/record-refund.ts'
import type { RefundAnswer, Submitted } from '../flows/payments/record-refund.ts'
import { notifyUrlOf, openPort } from './channels/open-port.ts'
import type { ChannelPort, RefundOrder } from './channels/port.ts'
import type { Parts } from './parts.ts'
import { returnShares } from './return-shares.ts'

type Of = { merchantId: string; refundId: string }

/**
 * Sends a refund, or asks about one that was sent. It may run any number of times: the number stays the same, and
 * what may have been accepted before is asked about before anything is sent again.
 */
export async function pushRefund(
  parts: Parts,
  of: Of,
  { again = false }: { again?: boolean } = {},
): Promise<void> {
  const submitted = await beginRefund(parts.db, of)
  if (!submitted) return
  const returned = await returnShares(parts, of)
  if (returned.kind === 'wait') return postponeRefund(parts.db, { ...of, problem: returned.why })
  if (returned.kind === 'failed') return blockRefund(parts.db, { ...of, problem: returned.why })
  const port = openPort(parts, submitted.account)
  const order = refundOrderOf(parts, submitted)
  const wasSent = submitted.refund.polls > 0

  const known = wasSent ? await port.queryRefund(order) : ({ kind: 'absent' } as const)
  const answered = mustSend(known, again) ? await send(port, order) : known
  await record(parts, of, order, answered)
}

/** What a person tries again is sent again even where the channel had closed it. */
function mustSend(known: Found<RefundAnswer>, again: boolean): boolean {
  if (known.kind === 'absent') return true
  return again && known.kind === 'ok' && (known.value.state === 'CLOSED' || known.value.state === 'ABNORMAL')
}

/** A refusal or silence decides nothing before the channel was asked. */
async function send(port: ChannelPort, order: RefundOrder): Promise<Found<RefundAnswer>> {
  const outcome = await port.refund(order)
  if (outcome.kind === 'ok') return outcome
  const found = await port.queryRefund(order)
  return found.kind === 'ok' ? found : outcome
}

async function record(
  parts: Parts,
  of: Of,
  order: RefundOrder,
  answered: Found<RefundAnswer>,
): Promise<void> {
  switch (answered.kind) {
    case 'ok':
      await recordRefund(parts.db, {
        merchantId: of.merchantId,
        outRefundNo: order.outRefundNo,
        answer: answered.value,
      })
      return
    case 'refused': {
      const problem = `${answered.code} ${answered.message}`.slice(0, 200)
      parts.log.warn({ refundId: of.refundId, problem }, 'the channel refused a refund')
      return blockRefund(parts.db, { ...of, problem })
    }
    case 'unknown':
      return postponeRefund(parts.db, {
        ...of,
        problem: `${answered.cause} ${answered.detail}`.slice(0, 200),
      })
    case 'absent':
      return postponeRefund(parts.db, { ...of, problem: '渠道没有该退款，稍后重新提交' })
  }
}

/** How the channel is told of a refund. */
export function refundOrderOf(parts: Parts, { refund, attempt, account }: Submitted): RefundOrder {
  return {
    outTradeNo: attempt.outTradeNo,
    outRefundNo: refund.outRefundNo,
    refundFen: refund.amountFen,
    totalFen: attempt.amountFen,
    reason: refund.reason,
    notifyUrl: notifyUrlOf(parts, account),
  }
}
