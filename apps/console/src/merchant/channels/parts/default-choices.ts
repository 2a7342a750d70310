import type { App, ChannelAccount, PaymentDefault } from './channel.ts'

export type Method = PaymentDefault['method']
export type Choice = { key: string; label: string; channelAccountId: string; appId: string | null }

/** Which kinds of apps carry a method; the others need no app. */
const appKinds: Partial<Record<Method, readonly App['kind'][]>> = {
  'wechat-h5': ['wechat-official-account', 'wechat-mini-program'],
  'wechat-native': ['wechat-official-account', 'wechat-mini-program'],
  'wechat-app': ['wechat-mobile-app'],
}

/** Those that a merchant with several accounts chooses for. */
export const methods: readonly Method[] = [
  'wechat-native',
  'wechat-h5',
  'wechat-app',
  'alipay-wap',
  'alipay-page',
  'alipay-app',
  'alipay-precreate',
]

/** Every account with every app that fits, switched on ones only. */
export function choicesOf(method: Method, accounts: ChannelAccount[], apps: App[]): Choice[] {
  const provider = method.startsWith('alipay') ? 'alipay' : 'wechat-pay'
  const kinds = appKinds[method]
  return accounts
    .filter((account) => account.enabled && account.provider === provider)
    .flatMap(({ id, name }): Choice[] =>
      kinds
        ? apps
            .filter((app) => kinds.includes(app.kind))
            .map((app) => ({
              key: `${id} ${app.appId}`,
              label: `${name} · ${app.name}`,
              channelAccountId: id,
              appId: app.appId,
            }))
        : [{ key: id, label: name, channelAccountId: id, appId: null }],
    )
}
