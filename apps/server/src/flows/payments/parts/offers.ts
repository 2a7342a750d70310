import type { App, AppKind } from '../../../modules/app/index.ts'
import type { ChannelAccount } from '../../../modules/channel-account/index.ts'
import { providerOfMethod } from '../../../modules/payment/index.ts'
import type { PaymentMethod } from '../../../modules/payment/index.ts'

/** An account, and the app in whose name it is asked. */
export type Offer = { account: ChannelAccount; app: App | undefined }

/** The apps that can carry a method; those that need to know the payer, one kind only. */
const appKinds: Partial<Record<PaymentMethod, readonly AppKind[]>> = {
  'wechat-mini-program': ['wechat-mini-program'],
  'wechat-jsapi': ['wechat-official-account'],
  'alipay-jsapi': ['alipay-app'],
  'wechat-h5': ['wechat-official-account', 'wechat-mini-program'],
  'wechat-native': ['wechat-official-account', 'wechat-mini-program'],
  'wechat-app': ['wechat-mobile-app'],
  'wechat-barcode': ['wechat-official-account', 'wechat-mini-program'],
  'wechat-codepay': ['wechat-official-account', 'wechat-mini-program'],
}
const payerMethods: ReadonlySet<PaymentMethod> = new Set([
  'wechat-mini-program',
  'wechat-jsapi',
  'alipay-jsapi',
])

export const needsPayer = (method: PaymentMethod): boolean => payerMethods.has(method)

/** All that accounts and apps offer for a method: by the account that each app chose, the oldest app first. */
export function offersOf(method: PaymentMethod, accounts: ChannelAccount[], apps: App[]): Offer[] {
  const byApps = (appKinds[method] ?? []).flatMap((kind) =>
    apps.flatMap((app) => {
      const account = accounts.find(({ id }) => id === app.channelAccountId)
      return app.kind === kind && account ? [{ account, app }] : []
    }),
  )
  const alone = accounts.map((account) => ({ account, app: undefined }))
  return [...byApps, ...alone].filter((offer) => methodFits(method, offer))
}

/** Whether an account can carry a method in the name of this app, or of none but its own. */
export function methodFits(method: PaymentMethod, { account, app }: Offer): boolean {
  if (account.provider !== providerOfMethod(method) || !isAble(method, account)) return false
  const kinds = appKinds[method]
  if (!kinds) return app === undefined
  if (app) return kinds.includes(app.kind)
  // A service provider pays in the name of its own app where nobody has to be in one.
  return account.partnerAppId !== null && !needsPayer(method) && method !== 'wechat-app'
}

/** Codes on customers' phones need APIv2's key, and the certificate to take one back; or APIv3, in one's own name. */
function isAble(method: PaymentMethod, { fingerprints, partnerAppId }: ChannelAccount): boolean {
  const has = (secret: string): boolean => fingerprints.some(({ name }) => name === secret)
  if (method === 'wechat-barcode') return has('apiV2Key') && has('merchantCertificatePem')
  return method !== 'wechat-codepay' || partnerAppId === null
}
