import type { Tx } from '../../../kernel/db.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import { fen } from '../../../kernel/money.ts'
import { tell } from '../../../jobs/tell.ts'
import { postAll } from '../../../ledger/index.ts'
import type { Account, Transfer } from '../../../ledger/index.ts'
import { confirmReverse } from '../../../lines/pipeline.ts'
import { getChannelAccount } from '../../../modules/channel-account/index.ts'
import { channel, merchantAvailable, merchantOwnHands, refundReserve } from '../../../modules/chart/index.ts'
import { markOrder } from '../../../modules/order/index.ts'
import type { SaleOrder } from '../../../modules/order/index.ts'
import { findAttempt } from '../../../modules/payment/index.ts'
import { markRefund } from '../../../modules/refund/index.ts'
import type { Refund } from '../../../modules/refund/index.ts'

const system: Actor = { kind: 'system', id: 'payments' }

/** The channel has given the money back: it leaves the reserve, and the order is refunded. */
export async function finishRefund(
  tx: Tx,
  order: SaleOrder,
  refund: Refund,
  change: { channelRefundNo?: string } = {},
): Promise<void> {
  const attempt = await findAttempt(tx, refund.attemptId!)
  const account = await getChannelAccount(tx, attempt!.channelAccountId)
  await postAll(tx, paidBack(refund, { from: channel(account.id), custody: account.custody }))
  await markRefund(tx, refund, 'succeeded', change)
  if (refund.cause === 'requested' || refund.cause === 'channel-test')
    await closeRefund(tx, order, refund, system)
}

/** Out of the reserve, to where it came from; what the merchant held itself also leaves the memo. */
export function paidBack(
  refund: Refund,
  { from, custody }: { from: Account; custody: 'operator' | 'own' },
): Transfer[] {
  const same = { amount: refund.amountFen, subjectKind: 'refund', subjectId: refund.id }
  const reserve = refundReserve(refund.id)
  const key = `refund:${refund.id}`
  if (custody === 'operator') {
    return [{ key: `${key}:out`, debit: reserve, credit: from, kind: 'refund.paid', ...same }]
  }
  return [
    { key: `${key}:out`, debit: reserve, credit: merchantAvailable(), kind: 'refund.paid', ...same },
    {
      key: `${key}:memo`,
      debit: merchantOwnHands(),
      credit: from,
      kind: 'refund.paid_from_own_hands',
      ...same,
    },
  ]
}

/** The order is refunded, what it delivered is gone for good, and the customer is told. */
export async function closeRefund(tx: Tx, order: SaleOrder, refund: Refund, actor: Actor): Promise<void> {
  await confirmReverse(tx, order, actor)
  const refundedFen = fen(order.refundedFen + refund.amountFen)
  await markOrder(tx, order, 'refunded', { actor, refundedFen })
  if (!order.customerId) return
  const { id: orderId, customerId, number, title } = order
  const content = { number, title, orderId, amountFen: Number(refund.amountFen), at: tx.now.toISOString() }
  await tell(tx, { customerId, event: 'refund.succeeded', subjectKind: 'order', subjectId: orderId, content })
}
