import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { postAll } from '../../ledger/index.ts'
import { undoTaken } from '../../lines/pipeline.ts'
import { merchantAvailable, refundReserve } from '../../modules/chart/index.ts'
import { checkImages } from '../../modules/image/index.ts'
import { lockOrder } from '../../modules/order/index.ts'
import type { SaleOrder } from '../../modules/order/index.ts'
import {
  getRefund,
  insertProof,
  isStuck,
  lockRefund,
  markRefund,
  refundNotClosed,
  refundNotStuck,
  refundPaidToMerchant,
  takingsOf,
} from '../../modules/refund/index.ts'
import type { Refund } from '../../modules/refund/index.ts'
import { giveCash } from './parts/carry-out-refund.ts'
import { closeRefund, leaveRefunding } from './parts/finish-refund.ts'

type OfRefund = { merchantId: string; key: string; actor: Actor; refundId: string }

export type PayRefundByHand = OfRefund & {
  staffId: string
  /** Paid from the merchant's own account, or out of the cash that this person holds. */
  by: 'transfer' | 'cash'
  note: string
  imageIds: readonly string[]
}

/**
 * Somebody paid the customer in the channel's place, and shows it. What the channel holds stays where it is, and is the
 * merchant's now.
 */
export async function payRefundByHand(db: Db, input: PayRefundByHand): Promise<{ orderId: string }> {
  const { actor, by, note, imageIds, staffId } = input
  return settleStuck(db, 'pay-refund-by-hand', input, async (tx, order, refund) => {
    await checkImages(tx, imageIds)
    if (by === 'cash') await giveCash(tx, refund, staffId)
    else await payFromOwnAccount(tx, refund)
    await insertProof(tx, refund.id, { note, imageIds, staffId })
    const paid = await markRefund(tx, refund, 'succeeded', { actor, note, byHand: by })
    if (refund.cause === 'requested' || refund.cause === 'channel-test')
      await closeRefund(tx, order, paid, actor)
    return { action: 'refund.paid_by_hand', after: { by, note, imageIds, amountFen: refund.amountFen } }
  })
}

function payFromOwnAccount(tx: Tx, { id, amountFen }: Refund): Promise<void> {
  return postAll(tx, [
    {
      key: `refund:${id}:out`,
      debit: refundReserve(id),
      credit: merchantAvailable(),
      amount: amountFen,
      kind: 'refund.paid_by_hand',
      subjectKind: 'refund',
      subjectId: id,
    },
  ])
}

export type GiveUpRefund = OfRefund & { reason: string }

/** Nothing is given back after all: money and cards are again where they were. */
export async function giveUpRefund(db: Db, input: GiveUpRefund): Promise<{ orderId: string }> {
  const { actor, reason } = input
  return settleStuck(db, 'give-up-refund', input, async (tx, order, refund) => {
    const { id: refundId, cause } = refund
    if (cause !== 'requested') throw refundNotClosed({ refundId, cause })
    if (refund.repair === 'merchant-done') throw refundPaidToMerchant({ refundId })
    const takings = await takingsOf(tx, refundId)
    await undoTaken(tx, order, { refundId, takings, reserve: refundReserve(refundId), actor })
    await markRefund(tx, refund, 'cancelled', { actor, note: reason })
    await leaveRefunding(tx, order, { refundedFen: order.refundedFen, actor, note: reason })
    return { action: 'refund.given_up', after: { reason, amountFen: refund.amountFen } }
  })
}

type Settled = { action: string; after: unknown }

async function settleStuck(
  db: Db,
  operation: string,
  input: OfRefund,
  settle: (tx: Tx, order: SaleOrder, refund: Refund) => Promise<Settled>,
): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, operation, input, async () => {
      const { actor, refundId } = input
      const { orderId } = await getRefund(tx, refundId)
      const order = await lockOrder(tx, orderId)
      const refund = await lockRefund(tx, refundId)
      if (!isStuck(refund)) throw refundNotStuck({ refundId, state: refund.state })
      const { action, after } = await settle(tx, order, refund)
      const before = { state: refund.state, problem: refund.problem }
      await audit(tx, { actor, action, subjectKind: 'refund', subjectId: refundId, before, after })
      return { orderId }
    }),
  )
}
