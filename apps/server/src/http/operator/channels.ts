import type { FastifyInstance } from 'fastify'
import { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import { notifyUrlOf } from '../../exchanges/channels/open-port.ts'
import { readyCertificates, refreshByHand } from '../../exchanges/refresh-certificates.ts'
import { grantOperatorAccount } from '../../flows/money/grant-operator-account.ts'
import { addOperatorAccount, editOperatorAccount } from '../../flows/money/save-operator-account.ts'
import { inGlobal, inReport } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getOperatorAccount } from '../../modules/channel-account/index.ts'
import {
  getGrant,
  getOperatorAccountView,
  listGrants,
  listOperatorAccountViews,
} from '../../reports/operator-channels.ts'
import type { NotifyUrlOf } from '../../reports/channel-accounts.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** The operator's own numbers at the channels, and who may collect by them. */
export function operatorChannels(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const by = (caller: StaffCaller, key: string) => ({
    operatorId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  const addressOf: NotifyUrlOf = (account) => notifyUrlOf(compose, account)
  const view = (id: string) => inReport(db, (read) => getOperatorAccountView(read, id, addressOf))
  const account = (id: string) => inGlobal(db, (tx) => getOperatorAccount(tx, id))

  serve(app, operatorChannelRoutes.listOperatorAccounts, async () => ({
    items: await inReport(db, (read) => listOperatorAccountViews(read, addressOf)),
  }))
  serve(app, operatorChannelRoutes.addOperatorAccount, async ({ caller, key, body }) => {
    const { operatorAccountId } = await addOperatorAccount(compose, { ...by(caller, key), ...body })
    await readyCertificates(compose, await account(operatorAccountId))
    return view(operatorAccountId)
  })
  serve(app, operatorChannelRoutes.editOperatorAccount, async ({ caller, key, params, body }) => {
    await editOperatorAccount(compose, { ...by(caller, key), ...params, ...body })
    await readyCertificates(compose, await account(params.operatorAccountId))
    return view(params.operatorAccountId)
  })
  serve(app, operatorChannelRoutes.refreshOperatorCertificates, async ({ params }) => {
    await refreshByHand(compose, await account(params.operatorAccountId))
    return view(params.operatorAccountId)
  })
  serve(app, operatorChannelRoutes.listGrants, async ({ params, query }) =>
    inReport(db, (read) => listGrants(read, { ...params, ...query })),
  )
  serve(app, operatorChannelRoutes.saveGrant, async ({ caller, key, params, body }) => {
    await grantOperatorAccount(db, { ...by(caller, key), ...params, ...body })
    return inReport(db, (read) => getGrant(read, params))
  })
}
