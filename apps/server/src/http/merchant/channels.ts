import type { FastifyInstance } from 'fastify'
import { channelRoutes } from '@sesame/contract/channels'
import { notifyUrlOf } from '../../exchanges/channels/open-port.ts'
import { testPayment } from '../../exchanges/test-payment.ts'
import { readyCertificates, refreshByHand } from '../../exchanges/refresh-certificates.ts'
import { addApp, editApp } from '../../flows/money/save-app.ts'
import { addChannelAccount, editChannelAccount } from '../../flows/money/save-channel-account.ts'
import { addDomainCheck, removeDomainCheck } from '../../flows/money/save-domain-check.ts'
import { readPaymentDefaults, savePaymentDefault } from '../../flows/payments/save-payment-default.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { channelOperators, getChannelAccount } from '../../modules/channel-account/index.ts'
import {
  getAccountView,
  getAppView,
  listAccountViews,
  listAppViews,
  readTestPayment,
} from '../../reports/channel-accounts.ts'
import type { NotifyUrlOf } from '../../reports/channel-accounts.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Where money comes in: channel accounts with their keys, and the apps that pay by them. */
export function channels(app: FastifyInstance, compose: Compose): void {
  const { db } = compose
  const by = (caller: StaffCaller, key: string) => ({
    merchantId: caller.merchantId,
    key,
    actor: actorOf(caller),
  })
  const addressOf: NotifyUrlOf = (account) => notifyUrlOf(compose, account)
  const accountView = (caller: StaffCaller, id: string) =>
    inMerchant(db, caller.merchantId, (tx) => getAccountView(tx, id, addressOf))
  const account = (caller: StaffCaller, id: string) =>
    inMerchant(db, caller.merchantId, (tx) => getChannelAccount(tx, id))
  const appView = (caller: StaffCaller, id: string) =>
    inMerchant(db, caller.merchantId, (tx) => getAppView(tx, id))

  serve(app, channelRoutes.listChannelAccounts, async ({ caller }) => ({
    items: await inMerchant(db, caller.merchantId, (tx) => listAccountViews(tx, addressOf)),
  }))
  serve(app, channelRoutes.addChannelAccount, async ({ caller, key, body }) => {
    const { channelAccountId } = await addChannelAccount(compose, { ...by(caller, key), ...body })
    await readyCertificates(compose, await account(caller, channelAccountId))
    return accountView(caller, channelAccountId)
  })
  serve(app, channelRoutes.editChannelAccount, async ({ caller, key, params, body }) => {
    await editChannelAccount(compose, { ...by(caller, key), ...params, ...body })
    await readyCertificates(compose, await account(caller, params.channelAccountId))
    return accountView(caller, params.channelAccountId)
  })
  serve(app, channelRoutes.testPayment, async ({ caller, key, params }) =>
    testPayment(compose, { ...by(caller, key), ...params, staffId: caller.staffId }),
  )
  serve(app, channelRoutes.getTestPayment, async ({ caller, params }) =>
    inMerchant(db, caller.merchantId, (tx) => readTestPayment(tx, params)),
  )
  serve(app, channelRoutes.refreshCertificates, async ({ caller, params }) => {
    const found = await account(caller, params.channelAccountId)
    if (found.operatorAccountId) throw channelOperators(params)
    await refreshByHand(compose, found)
    return accountView(caller, params.channelAccountId)
  })
  serve(app, channelRoutes.listApps, async ({ caller }) => ({
    items: await inMerchant(db, caller.merchantId, listAppViews),
  }))
  serve(app, channelRoutes.addApp, async ({ caller, key, body }) => {
    const { id } = await addApp(compose, { ...by(caller, key), ...body })
    return appView(caller, id)
  })
  serve(app, channelRoutes.editApp, async ({ caller, key, params, body }) => {
    const { id } = await editApp(compose, { ...by(caller, key), ...params, ...body })
    return appView(caller, id)
  })
  serve(app, channelRoutes.addDomainCheck, async ({ caller, key, params, body }) => {
    await addDomainCheck(db, { ...by(caller, key), ...params, ...body })
    return appView(caller, params.id)
  })
  serve(app, channelRoutes.removeDomainCheck, async ({ caller, key, params }) => {
    await removeDomainCheck(db, { ...by(caller, key), ...params })
    return appView(caller, params.id)
  })
  serve(app, channelRoutes.listPaymentDefaults, async ({ caller }) => ({
    items: await readPaymentDefaults(db, caller.merchantId),
  }))
  serve(app, channelRoutes.savePaymentDefault, async ({ caller, key, params, body }) => {
    await savePaymentDefault(db, { ...by(caller, key), ...params, ...body })
    return { items: await readPaymentDefaults(db, caller.merchantId) }
  })
}
