import assert from 'node:assert/strict'
import type { Tx } from '../../../kernel/db.ts'
import type { Vault } from '../../../kernel/secrets.ts'
import { listApps } from '../../../modules/app/index.ts'
import { listChannelAccounts } from '../../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../../modules/channel-account/index.ts'
import {
  listDefaults,
  paymentMethodUnavailable,
  paymentPayerUnknown,
  providerOfMethod,
} from '../../../modules/payment/index.ts'
import type { PaymentMethod } from '../../../modules/payment/index.ts'
import { buyerOf, findSubject } from '../../../modules/person/index.ts'
import type { Subject } from '../../../modules/person/index.ts'
import { methodFits, needsPayer, offersOf } from './offers.ts'
import type { Offer } from './offers.ts'

/** By which account, and in the name of which app, a method pays. */
export type Route = {
  account: ChannelAccount
  /** The app that the channel is told, and names in its notices. */
  appId: string
  /** How the channel knows the payer, where it has to be told. */
  payer?: Subject
}

/** All routes that the merchant's accounts and apps offer for a method, the best first. */
export async function routesFor(tx: Tx, method: PaymentMethod): Promise<Offer[]> {
  const provider = providerOfMethod(method)
  const accounts = (await listChannelAccounts(tx)).filter(
    (account) => account.enabled && account.provider === provider,
  )
  const apps = await listApps(tx)
  const offers = offersOf(method, accounts, apps)
  const chosen = (await listDefaults(tx)).find((one) => one.method === method)
  const account = accounts.find(({ id }) => id === chosen?.channelAccountId)
  const app = apps.find(({ appId }) => appId === chosen?.appId)
  return account && methodFits(method, { account, app }) ? [{ account, app }, ...offers] : offers
}

type Asked = { method: PaymentMethod; personId: string | undefined; channelAccountId?: string | undefined }

/** Refuses when the merchant has no such route, or none that knows this person. `offered`: `routesFor` its method. */
export async function chooseRoute(
  tx: Tx,
  vault: Vault,
  asked: Asked,
  offered?: Awaited<ReturnType<typeof routesFor>>,
): Promise<Route> {
  const { method, personId, channelAccountId } = asked
  const routes = (offered ?? (await routesFor(tx, method))).filter(
    ({ account }) => channelAccountId === undefined || account.id === channelAccountId,
  )
  const [first] = routes
  if (!first) throw paymentMethodUnavailable({ method })
  if (!needsPayer(method)) return { account: first.account, appId: appIdOf(first) }

  for (const route of routes) {
    if (!personId || !route.app) continue
    const sealed = await findSubject(tx, { personId, appId: route.app.appId })
    if (!sealed) continue
    return { account: route.account, appId: appIdOf(route), payer: buyerOf(vault, sealed) }
  }
  throw paymentPayerUnknown({ method })
}

/** Alipay's account is an app itself, whatever mini-program the customer came by. */
function appIdOf({ account, app }: Offer): string {
  const appId = account.appId ?? app?.appId ?? account.partnerAppId
  assert(appId, 'a route has an app')
  return appId
}
