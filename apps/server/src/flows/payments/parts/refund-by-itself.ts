import type { Tx } from '../../../kernel/db.ts'
import { compactId } from '../../../kernel/ids.ts'
import { enqueueRefund } from '../../../jobs/payment-jobs.ts'
import { postAll } from '../../../ledger/index.ts'
import { inflowTransfers } from '../../../lines/pipeline.ts'
import type { ChannelAccount } from '../../../modules/channel-account/index.ts'
import { channel, orderUnapplied, refundReserve } from '../../../modules/chart/index.ts'
import { findMerchant } from '../../../modules/merchant/index.ts'
import { markOrder, noteOrder } from '../../../modules/order/index.ts'
import type { SaleOrder } from '../../../modules/order/index.ts'
import type { Attempt } from '../../../modules/payment/index.ts'
import { insertRefund, markRefund } from '../../../modules/refund/index.ts'
import type { NewRefund, Refund } from '../../../modules/refund/index.ts'

type Arrived = { order: SaleOrder; attempt: Attempt; account: ChannelAccount }

const system = { kind: 'system', id: 'payments' } as const

/** Money for an order that was closed, or paid by another attempt, is taken in and sent back. */
export async function refundByItself(tx: Tx, { order, attempt, account }: Arrived): Promise<void> {
  const late = order.state === 'closed'
  await postAll(
    tx,
    inflowTransfers(order, attempt.amountFen, {
      receivedInto: channel(account.id),
      custody: account.custody,
      sourceKey: `attempt:${attempt.id}`,
    }),
  )
  await reserve(tx, order, attempt, {
    cause: late ? 'late-success' : 'second-success',
    reason: late ? '订单已关闭，自动退款' : '重复支付，自动退款',
  })
  await noteOrder(tx, order, late ? '订单关闭后到账，自动退款' : '重复支付，自动退款', system)
}

/** The fen of a test has arrived, and goes back. */
export async function refundTest(tx: Tx, { order, attempt }: Arrived): Promise<void> {
  await markOrder(tx, order, 'refunding', { actor: system })
  await reserve(tx, order, attempt, { cause: 'channel-test', reason: '支付渠道测试，自动退款' })
}

async function reserve(
  tx: Tx,
  order: SaleOrder,
  attempt: Attempt,
  why: Pick<NewRefund, 'cause' | 'reason'>,
): Promise<void> {
  const { id: orderId } = order
  const { id: attemptId, amountFen } = attempt
  const refund = await addRefund(tx, {
    id: tx.newId(),
    orderId,
    attemptId,
    amountFen,
    ...why,
    requestedBy: system,
  })
  await markRefund(tx, refund, 'approved')
  await postAll(tx, [
    {
      key: `refund:${refund.id}:reserve`,
      debit: orderUnapplied(orderId),
      credit: refundReserve(refund.id),
      amount: amountFen,
      kind: 'refund.reserved',
      subjectKind: 'refund',
      subjectId: refund.id,
    },
  ])
  await enqueueRefund(tx, 'refund.submit', { merchantId: tx.merchantId, refundId: refund.id })
}

/** With its number, which never changes however often it is submitted. */
export async function addRefund(tx: Tx, refund: Omit<NewRefund, 'outRefundNo'>): Promise<Refund> {
  const merchant = await findMerchant(tx, tx.merchantId)
  return insertRefund(tx, { ...refund, outRefundNo: merchant!.code + compactId(refund.id) })
}
