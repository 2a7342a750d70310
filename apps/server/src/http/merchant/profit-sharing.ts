import type { FastifyInstance } from 'fastify'
import { profitSharingRoutes } from '@sesame/contract/profit-sharing'
import { pushShare } from '../../exchanges/push-share.ts'
import { addReceiver, removeReceiver } from '../../exchanges/save-receiver.ts'
import { resolveShare } from '../../flows/profit-sharing/record-share.ts'
import { setSharingRule } from '../../flows/profit-sharing/save-sharing-rule.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getShareView, listShares, listSharingRules } from '../../reports/profit-sharing.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Who gets a part of what an account takes, and what they got. */
export function profitSharing(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  const rule = async ({ merchantId }: StaffCaller, channelAccountId: string) => {
    const [found] = await inMerchant(db, merchantId, (tx) => listSharingRules(tx, channelAccountId))
    return found!
  }
  const view = ({ merchantId }: StaffCaller, shareId: string) =>
    inMerchant(db, merchantId, (tx) => getShareView(tx, shareId))

  serve(app, profitSharingRoutes.listSharingRules, async ({ caller }) => ({
    items: await inMerchant(db, caller.merchantId, (tx) => listSharingRules(tx)),
  }))
  serve(app, profitSharingRoutes.setSharingRule, async ({ caller, key, params, body }) => {
    await setSharingRule(db, { ...by(caller, key), ...params, ...body })
    return rule(caller, params.channelAccountId)
  })
  serve(app, profitSharingRoutes.addReceiver, async ({ caller, key, params, body }) => {
    await addReceiver(compose, { ...by(caller, key), ...params, ...body })
    return rule(caller, params.channelAccountId)
  })
  serve(app, profitSharingRoutes.removeReceiver, async ({ caller, key, params }) => {
    const { channelAccountId } = await removeReceiver(compose, { ...by(caller, key), ...params })
    return rule(caller, channelAccountId)
  })
  serve(app, profitSharingRoutes.listShares, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listShares(tx, query)),
  )
  serve(app, profitSharingRoutes.getShare, async ({ caller, params }) => view(caller, params.shareId))
  serve(app, profitSharingRoutes.queryShare, async ({ caller, params }) => {
    await view(caller, params.shareId)
    await pushShare(compose, { merchantId: caller.merchantId, ...params })
    return view(caller, params.shareId)
  })
  serve(app, profitSharingRoutes.resolveShare, async ({ caller, key, params, body }) => {
    await resolveShare(db, { ...by(caller, key), ...params, ...body })
    return view(caller, params.shareId)
  })
}
