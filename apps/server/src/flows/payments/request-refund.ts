import assert from 'node:assert/strict'
import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { enqueueRefund } from '../../jobs/payment-jobs.ts'
import { post } from '../../ledger/index.ts'
import type { Account } from '../../ledger/index.ts'
import { reverseOrder } from '../../lines/pipeline.ts'
import { payBackToCard } from '../../modules/card/index.ts'
import {
  bonusCost,
  cashOfStaff,
  merchantAvailable,
  merchantOwnHands,
  refundReserve,
} from '../../modules/chart/index.ts'
import { lockOrder, markOrder, orderNotRefundable } from '../../modules/order/index.ts'
import type { SaleOrder } from '../../modules/order/index.ts'
import { findKeptAttempt } from '../../modules/payment/index.ts'
import { markRefund, refundAlreadyRequested, refundCashShort, refundsOf } from '../../modules/refund/index.ts'
import type { Refund } from '../../modules/refund/index.ts'
import { closeRefund, paidBack } from './parts/finish-refund.ts'
import { addRefund } from './parts/refund-by-itself.ts'

export type RequestRefund = {
  merchantId: string
  key: string
  actor: Actor
  /** Who gives the cash back, where the order was paid in cash. */
  staffId: string
  orderId: string
  reason: string
}

/**
 * The whole of what was paid goes back to where it came from; refused once something of it was used. What is left
 * to refund is counted under the order's lock, so twins cannot give back twice.
 */
export async function requestRefund(db: Db, input: RequestRefund): Promise<{ refundId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'request-refund', input, async () => {
      const { actor, orderId, reason } = input
      const order = await lockOrder(tx, orderId)
      await checkRefundable(tx, order)

      const refundId = tx.newId()
      await reverseOrder(tx, order, refundReserve(refundId), actor, accountsOfGiving(order, input))
      const refunding = await markOrder(tx, order, 'refunding', { actor, note: reason })
      const attempt = await findKeptAttempt(tx, orderId)
      const refund = await addRefund(tx, {
        id: refundId,
        orderId,
        attemptId: attempt?.id ?? null,
        amountFen: order.paidFen,
        cause: 'requested',
        reason,
        requestedBy: actor.id,
      })
      await giveBack(tx, refunding, refund, input)
      await audit(tx, {
        actor,
        action: 'refund.requested',
        subjectKind: 'order',
        subjectId: orderId,
        after: { refundId, amountFen: refund.amountFen, reason },
      })
      return { refundId }
    }),
  )
}

const refundableStates = new Set(['paid', 'fulfilled', 'completed'])

async function checkRefundable(tx: Tx, order: SaleOrder): Promise<void> {
  const { id: orderId, state, source } = order
  if (state === 'refunding') throw refundAlreadyRequested({ orderId })
  if (!refundableStates.has(state) || source === 'redemption' || source === 'channel-test')
    throw orderNotRefundable({ orderId, state, source })
  const standing = (await refundsOf(tx, orderId)).filter(
    (refund) => refund.cause === 'requested' && refund.state !== 'rejected',
  )
  const given = standing.reduce((sum, refund) => sum + refund.amountFen, 0n)
  if (given > 0n) throw refundAlreadyRequested({ orderId, refundableFen: Number(order.paidFen - given) })
}

/** What giving back posts to, besides the reserve and accounts of the card that paid. */
function accountsOfGiving({ tender }: SaleOrder, { staffId }: RequestRefund): Account[] {
  if (tender === 'cash') return [merchantAvailable(), merchantOwnHands(), cashOfStaff(staffId)]
  return tender === 'card' ? [bonusCost()] : []
}

async function giveBack(tx: Tx, order: SaleOrder, refund: Refund, input: RequestRefund): Promise<void> {
  if (order.tender === 'wechat-pay' || order.tender === 'alipay') {
    assert(refund.attemptId, 'an order paid over a channel has the attempt that paid it')
    const { merchantId } = tx
    return enqueueRefund(tx, 'refund.submit', { merchantId, refundId: refund.id })
  }
  const processing = await markRefund(tx, refund, 'processing')
  if (order.tender === 'cash') await giveCash(tx, processing, input.staffId)
  else await giveToCard(tx, order, processing, input.actor)
  const succeeded = await markRefund(tx, processing, 'succeeded')
  await closeRefund(tx, order, succeeded, input.actor)
}

/** Only cash that the person holds can be handed out. */
async function giveCash(tx: Tx, refund: Refund, staffId: string): Promise<void> {
  const posted = await post(tx, paidBack(refund, { from: cashOfStaff(staffId), custody: 'own' }))
  if (posted.some(({ outcome }) => outcome === 'below_floor'))
    throw refundCashShort({ amountFen: Number(refund.amountFen) })
  assert(
    posted.every(({ outcome }) => outcome === 'posted'),
    'a refund is paid out once',
  )
}

async function giveToCard(tx: Tx, order: SaleOrder, refund: Refund, actor: Actor): Promise<void> {
  const { id: orderId, title } = order
  await payBackToCard(tx, { orderId, title, source: refundReserve(refund.id), actor })
}
