import type { FastifyInstance } from 'fastify'
import { refundRoutes } from '@sesame/contract/refunds'
import { requestRefund } from '../../flows/payments/request-refund.ts'
import { approveRefund, rejectRefund, setRefundRule } from '../../flows/payments/review-refund.ts'
import { showRefundable } from '../../flows/payments/show-refundable.ts'
import { inMerchant } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import { actorOf, checkAccess } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { findRefundRule } from '../../modules/refund/index.ts'
import { getOrderView } from '../../reports/order-detail.ts'
import { getRefundView, listRefunds } from '../../reports/refunds.ts'
import type { Compose } from '../compose.ts'
import { imageUrlsOf } from '../images.ts'
import { serve } from '../serve.ts'

/** Money given back. Whoever may not see an order can't refund it, nor see its refunds. */
export function refunds(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const orderView = (caller: StaffCaller, orderId: string) =>
    inMerchant(db, caller.merchantId, (tx) => getOrderView(tx, caller, orderId))
  const view = (caller: StaffCaller, refundId: string) =>
    inMerchant(db, caller.merchantId, (tx) =>
      getRefundView(tx, { sight: caller, refundId, imageUrls: imageUrlsOf(caller.merchantId) }),
    )
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  /** Who may not see it hears that it is not there; then it is done, and shown as it is afterwards. */
  const changed = async (caller: StaffCaller, refundId: string, work: () => Promise<unknown>) => {
    await view(caller, refundId)
    await work()
    return view(caller, refundId)
  }

  serve(app, refundRoutes.refundable, async ({ caller, params }) => {
    await orderView(caller, params.orderId)
    return showRefundable(db, { ...by(caller, ''), ...params })
  })
  serve(app, refundRoutes.refundOrder, async ({ caller, key, params, body }) => {
    const { tender } = await orderView(caller, params.orderId)
    if (tender === 'cash') checkAccess('refund.cash', caller)
    const { reason, expectedFen } = body
    await requestRefund(db, {
      ...by(caller, key),
      staffId: caller.staffId,
      ...params,
      reason,
      lines: body.lines?.map((line) => ({
        ...line,
        amountFen: line.amountFen === undefined ? undefined : BigInt(line.amountFen),
        valueFen: line.valueFen === undefined ? undefined : BigInt(line.valueFen),
      })),
      expectedFen: expectedFen === undefined ? undefined : BigInt(expectedFen),
    })
    return orderView(caller, params.orderId)
  })

  serve(app, refundRoutes.listRefunds, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listRefunds(tx, caller, query)),
  )
  serve(app, refundRoutes.getRefund, async ({ caller, params }) => view(caller, params.refundId))
  serve(app, refundRoutes.approveRefund, async ({ caller, key, params }) =>
    changed(caller, params.refundId, () => approveRefund(db, { ...by(caller, key), ...params, note: '' })),
  )
  serve(app, refundRoutes.rejectRefund, async ({ caller, key, params, body }) =>
    changed(caller, params.refundId, () =>
      rejectRefund(db, { ...by(caller, key), ...params, note: body.reason }),
    ),
  )

  serve(app, refundRoutes.getRefundRule, async ({ caller }) =>
    inMerchant(db, caller.merchantId, (tx) => findRefundRule(tx)),
  )
  serve(app, refundRoutes.setRefundRule, async ({ caller, key, body }) => {
    const { reviewFromFen, twoPersons } = body
    const rule = { reviewFromFen: reviewFromFen === null ? null : fen(reviewFromFen), twoPersons }
    return setRefundRule(db, { ...by(caller, key), rule })
  })
}
