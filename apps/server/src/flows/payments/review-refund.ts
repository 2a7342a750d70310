import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { lockOrder } from '../../modules/order/index.ts'
import type { SaleOrder } from '../../modules/order/index.ts'
import {
  findRefundRule,
  getRefund,
  lockRefund,
  markRefund,
  refundChanged,
  refundNotWaiting,
  refundSamePerson,
  saveRefundRule,
  takingsOf,
} from '../../modules/refund/index.ts'
import type { Refund, RefundRule } from '../../modules/refund/index.ts'
import { carryOut } from './parts/carry-out-refund.ts'
import { planRefund, wantedOf } from './parts/plan-refund.ts'

export type ReviewRefund = { merchantId: string; key: string; actor: Actor; refundId: string; note: string }

/** Agreed: it is carried out, if what was asked for is still there and comes to the same. */
export async function approveRefund(db: Db, input: ReviewRefund): Promise<{ orderId: string }> {
  return review(db, 'approve-refund', input, async (tx, order, refund) => {
    const { actor } = input
    const takings = await takingsOf(tx, refund.id)
    const isWhole = takings.every(({ kind }) => kind === 'whole') && refund.amountFen === order.paidFen
    const planned = await planRefund(tx, order, {
      refundId: refund.id,
      ...(!isWhole && { lines: wantedOf(takings) }),
    })
    if (planned.amountFen !== refund.amountFen)
      throw refundChanged({ refundId: refund.id, amountFen: Number(planned.amountFen) })
    await carryOut(tx, { order, refund, planned, actor })
  })
}

/** Not agreed: nothing had moved, and nothing does. */
export async function rejectRefund(db: Db, input: ReviewRefund): Promise<{ orderId: string }> {
  return review(db, 'reject-refund', input, async (tx, _order, refund) => {
    await markRefund(tx, refund, 'rejected', { actor: input.actor, note: input.note })
  })
}

async function review(
  db: Db,
  operation: 'approve-refund' | 'reject-refund',
  input: ReviewRefund,
  decide: (tx: Tx, order: SaleOrder, refund: Refund) => Promise<void>,
): Promise<{ orderId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, operation, input, async () => {
      const { actor, refundId, note } = input
      const { orderId } = await getRefund(tx, refundId)
      const order = await lockOrder(tx, orderId)
      const refund = await lockRefund(tx, refundId)
      if (refund.state !== 'requested') throw refundNotWaiting({ refundId, state: refund.state })
      const { twoPersons } = await findRefundRule(tx)
      // Whoever asked may take it back, but not agree to it.
      if (operation === 'approve-refund' && twoPersons && refund.requestedBy === actor.id)
        throw refundSamePerson({ refundId })

      await decide(tx, order, refund)
      await audit(tx, {
        actor,
        action: operation === 'approve-refund' ? 'refund.approved' : 'refund.rejected',
        subjectKind: 'refund',
        subjectId: refundId,
        after: { amountFen: refund.amountFen, note },
      })
      return { orderId }
    }),
  )
}

export type SetRefundRule = { merchantId: string; key: string; actor: Actor; rule: RefundRule }

/** From which amount on somebody has to agree to a refund. What waits already goes on waiting. */
export async function setRefundRule(db: Db, input: SetRefundRule): Promise<RefundRule> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'set-refund-rule', input, async () => {
      const { merchantId, actor, rule } = input
      const before = await findRefundRule(tx)
      await saveRefundRule(tx, rule)
      const subject = { subjectKind: 'merchant', subjectId: merchantId }
      await audit(tx, { actor, action: 'refund.rule_set', ...subject, before, after: rule })
      return rule
    }),
  )
}
