import type { Tx } from '../../../kernel/db.ts'
import type { Actor } from '../../../kernel/idempotency.ts'
import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import { tell } from '../../../jobs/tell.ts'
import { postAll } from '../../../ledger/index.ts'
import type { Account, Transfer } from '../../../ledger/index.ts'
import { confirmTaken } from '../../../lines/pipeline.ts'
import { getChannelAccount } from '../../../modules/channel-account/index.ts'
import {
  bank,
  channel,
  merchantAvailable,
  merchantOwnHands,
  refundReserve,
} from '../../../modules/chart/index.ts'
import { markOrder, saveRefunded } from '../../../modules/order/index.ts'
import type { SaleOrder } from '../../../modules/order/index.ts'
import { findAttempt } from '../../../modules/payment/index.ts'
import { isUnderWay, markRefund, refundsOf, takingsOf } from '../../../modules/refund/index.ts'
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

/** The channel gave it to the merchant, who now has to pay the customer; the reserve waits for that. */
export async function paidToMerchant(
  tx: Tx,
  refund: Refund,
  change: { channelRefundNo?: string },
): Promise<'settled'> {
  const attempt = await findAttempt(tx, refund.attemptId!)
  const account = await getChannelAccount(tx, attempt!.channelAccountId)
  await postAll(tx, [
    {
      key: `refund:${refund.id}:to-merchant`,
      debit: account.custody === 'operator' ? bank() : merchantOwnHands(),
      credit: channel(account.id),
      amount: refund.amountFen,
      kind: 'refund.to_merchant',
      subjectKind: 'refund',
      subjectId: refund.id,
    },
  ])
  const problem = '款项已退至商户账户，请线下退给用户并上传凭证'
  const processing =
    refund.state === 'processing' ? refund : await markRefund(tx, refund, 'processing', change)
  await markRefund(tx, processing, 'abnormal', { ...change, problem, repair: 'merchant-done' })
  return 'settled'
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

/**
 * What was taken back is gone for good, and the customer is told. The order is refunded when all that was paid is; else
 * it is again where it was, unless another refund of it is still under way.
 */
export async function closeRefund(tx: Tx, order: SaleOrder, refund: Refund, actor: Actor): Promise<void> {
  await confirmTaken(tx, order, { takings: await takingsOf(tx, refund.id), actor })
  const refundedFen = fen(order.refundedFen + refund.amountFen)
  await leaveRefunding(tx, order, { refundedFen, actor })
  if (!order.customerId) return
  const { id: orderId, customerId, number, title } = order
  const content = { number, title, orderId, amountFen: Number(refund.amountFen), at: tx.now.toISOString() }
  const subject = { subjectKind: 'refund', subjectId: refund.id }
  await tell(tx, { customerId, event: 'refund.succeeded', ...subject, content })
}

/** One of the order's refunds has ended. */
export async function leaveRefunding(
  tx: Tx,
  order: SaleOrder,
  { refundedFen, actor, note = '' }: { refundedFen: Fen; actor: Actor; note?: string },
): Promise<void> {
  const isUnder = (await refundsOf(tx, order.id)).some(
    (one) => isUnderWay(one) && (one.cause === 'requested' || one.cause === 'channel-test'),
  )
  if (refundedFen === order.paidFen) await markOrder(tx, order, 'refunded', { actor, refundedFen, note })
  else if (isUnder) await saveRefunded(tx, order, { refundedFen, actor, note })
  else await markOrder(tx, order, order.stateBeforeRefund!, { actor, refundedFen, note })
}
