import type { FastifyInstance } from 'fastify'
import { refundRoutes } from '@sesame/contract/refunds'
import { giveUpStuckRefund, payStuckRefund, retryStuckRefund } from '../../exchanges/stuck-refund.ts'
import { turnRefund } from '../../exchanges/turn-refund.ts'
import { addImage } from '../../flows/catalog/add-image.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf, checkAccess } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getRefundView } from '../../reports/refunds.ts'
import type { Compose } from '../compose.ts'
import { imageUrlsOf } from '../images.ts'
import { serve } from '../serve.ts'

const imageBodyBytesMax = 8_000_000

/** What a person does where a channel could not. Whoever may not see the order hears that there is no such refund. */
export function stuckRefunds(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const view = (caller: StaffCaller, refundId: string) =>
    inMerchant(db, caller.merchantId, (tx) =>
      getRefundView(tx, { sight: caller, refundId, imageUrls: imageUrlsOf(caller.merchantId) }),
    )
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  const changed = async (caller: StaffCaller, refundId: string, work: () => Promise<unknown>) => {
    await view(caller, refundId)
    await work()
    return view(caller, refundId)
  }

  serve(app, refundRoutes.retryRefund, async ({ caller, key, params }) =>
    changed(caller, params.refundId, () => retryStuckRefund(compose, { ...by(caller, key), ...params })),
  )
  serve(app, refundRoutes.turnRefund, async ({ caller, key, params, body }) => {
    const { bankType, account, holder } = 'account' in body ? body : { bankType: '', account: '', holder: '' }
    const to = body.to === 'merchant' ? { kind: body.to } : { kind: body.to, bankType, account, holder }
    return changed(caller, params.refundId, () => turnRefund(compose, { ...by(caller, key), ...params, to }))
  })
  serve(app, refundRoutes.payRefundByHand, async ({ caller, key, params, body }) => {
    if (body.by === 'cash') checkAccess('refund.cash', caller)
    const { staffId } = caller
    return changed(caller, params.refundId, () =>
      payStuckRefund(compose, { ...by(caller, key), ...params, ...body, staffId }),
    )
  })
  serve(app, refundRoutes.giveUpRefund, async ({ caller, key, params, body }) =>
    changed(caller, params.refundId, () =>
      giveUpStuckRefund(compose, { ...by(caller, key), ...params, ...body }),
    ),
  )
  serve(
    app,
    refundRoutes.addRefundProof,
    async ({ caller, key, body }) => {
      const { imageId } = await addImage(db, compose.storage, { ...by(caller, key), ...body })
      return { imageId, url: imageUrlsOf(caller.merchantId)([imageId])[0] }
    },
    { bodyBytesMax: imageBodyBytesMax },
  )
}
