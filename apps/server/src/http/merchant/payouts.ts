import type { FastifyInstance } from 'fastify'
import { payoutRoutes } from '@sesame/contract/payouts'
import { pushPayout } from '../../exchanges/push-payout.ts'
import { approvePayouts } from '../../flows/payouts/approve-payouts.ts'
import { cancelPayout } from '../../flows/payouts/cancel-payout.ts'
import { enterPayable } from '../../flows/payouts/enter-payable.ts'
import { requestPayouts } from '../../flows/payouts/request-payouts.ts'
import { reviewPayable } from '../../flows/payouts/review-payable.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getPayableView, listPayables, listPayees } from '../../reports/payables.ts'
import { getBatchView, getPayoutView, listPayouts } from '../../reports/payouts.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** What is owed to people of staff, and its way to them: entered, reviewed, asked for, approved, sent. */
export function payouts(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  const view = ({ merchantId, staffId }: StaffCaller, payoutId: string) =>
    inMerchant(db, merchantId, (tx) => getPayoutView(tx, staffId, payoutId))
  const payableView = ({ merchantId, staffId }: StaffCaller, payableId: string) =>
    inMerchant(db, merchantId, (tx) => getPayableView(tx, staffId, payableId))

  serve(app, payoutRoutes.listPayables, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listPayables(tx, caller.staffId, query)),
  )
  serve(app, payoutRoutes.enterPayable, async ({ caller, key, body }) => {
    const { payableId } = await enterPayable(db, { ...by(caller, key), ...body })
    return payableView(caller, payableId)
  })
  serve(app, payoutRoutes.reviewPayable, async ({ caller, key, params, body }) => {
    await reviewPayable(db, { ...by(caller, key), ...params, ...body })
    return payableView(caller, params.payableId)
  })
  serve(app, payoutRoutes.listPayees, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listPayees(tx, compose.vault, query)),
  )
  serve(app, payoutRoutes.listPayouts, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listPayouts(tx, caller.staffId, query)),
  )
  serve(app, payoutRoutes.getPayout, async ({ caller, params }) => view(caller, params.payoutId))
  serve(app, payoutRoutes.getPayoutBatch, async ({ caller, params }) =>
    inMerchant(db, caller.merchantId, (tx) => getBatchView(tx, params.batchId)),
  )
  serve(app, payoutRoutes.requestPayouts, async ({ caller, key, body }) =>
    requestPayouts(compose, { ...by(caller, key), ...body }),
  )
  serve(app, payoutRoutes.approvePayouts, async ({ caller, key, body }) =>
    approvePayouts(db, { ...by(caller, key), ...body }),
  )
  serve(app, payoutRoutes.cancelPayout, async ({ caller, key, params, body }) => {
    await cancelPayout(db, { ...by(caller, key), ...params, ...body })
    return view(caller, params.payoutId)
  })
  serve(app, payoutRoutes.queryPayout, async ({ caller, params }) => {
    await view(caller, params.payoutId)
    await pushPayout(compose, { merchantId: caller.merchantId, ...params })
    return view(caller, params.payoutId)
  })
}
