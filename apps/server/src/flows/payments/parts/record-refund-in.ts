import type { Tx } from '../../../kernel/db.ts'
import { enqueueRefund } from '../../../jobs/payment-jobs.ts'
import type { NoticeOutcome } from '../../../modules/notice/index.ts'
import { lockOrder } from '../../../modules/order/index.ts'
import {
  findRefundByNumber,
  lockRefund,
  markRefund,
  nextRefundPoll,
  refundStates,
  saveRefundPoll,
} from '../../../modules/refund/index.ts'
import type { Refund } from '../../../modules/refund/index.ts'
import { finishRefund } from './finish-refund.ts'

/** What a channel says of a refund, by its answer or by a notice. */
export type RefundAnswer = {
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
  refundFen: bigint
  channelRefundNo?: string | undefined
}

/** Order before refund, as the lock order says. What is over stays as it is. */
export async function recordRefundIn(
  tx: Tx,
  { outRefundNo, answer }: { outRefundNo: string; answer: RefundAnswer },
): Promise<NoticeOutcome> {
  const found = await findRefundByNumber(tx, outRefundNo)
  if (!found) return 'unmatched'
  const order = await lockOrder(tx, found.orderId)
  const refund = await lockRefund(tx, found.id)
  if (refund.state === 'succeeded' || refund.state === 'rejected') return 'repeated'

  const processing = refund.state === 'approved' ? await markRefund(tx, refund, 'processing') : refund
  if (answer.refundFen !== refund.amountFen) return mismatched(tx, processing, answer)
  const change = { ...(answer.channelRefundNo && { channelRefundNo: answer.channelRefundNo }) }
  switch (answer.state) {
    case 'SUCCESS':
      await finishRefund(tx, order, processing, change)
      return 'settled'
    case 'PROCESSING':
      await stayProcessing(tx, processing, answer)
      return 'ignored'
    case 'CLOSED':
      return stuck(tx, processing, 'closed', { ...change, problem: '渠道已关闭该退款' })
    case 'ABNORMAL':
      return stuck(tx, processing, 'abnormal', {
        ...change,
        problem: '退款异常：用户账户无法收款，请联系用户后重试',
      })
  }
}

async function stayProcessing(tx: Tx, refund: Refund, { channelRefundNo }: RefundAnswer): Promise<void> {
  if (refund.state !== 'processing') return
  await saveRefundPoll(tx, refund, { problem: null, channelRefundNo })
  const { merchantId } = tx
  const runAt = nextRefundPoll(refund.polls, tx.now)
  await enqueueRefund(tx, 'refund.poll', { merchantId, refundId: refund.id, runAt })
}

/** A person has to look; the money stays reserved. */
async function stuck(
  tx: Tx,
  refund: Refund,
  state: 'closed' | 'abnormal',
  change: { problem: string; channelRefundNo?: string },
): Promise<NoticeOutcome> {
  if (refund.state === state) return 'repeated'
  if (!refundStates.can(refund.state, state)) return 'ignored'
  await saveRefundPoll(tx, refund, change)
  await markRefund(tx, refund, state, change)
  return 'settled'
}

async function mismatched(tx: Tx, refund: Refund, { refundFen }: RefundAnswer): Promise<NoticeOutcome> {
  await stuck(tx, refund, 'abnormal', { problem: `渠道退款金额不符：${refundFen} 分` })
  return 'mismatched'
}
